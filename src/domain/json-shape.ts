const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPENERS = new Set([0x5b, 0x7b]);
const CLOSERS = new Set([0x5d, 0x7d]);

export type JsonShape = { depth: number; keys: number };

/** How deep a JSON text nests and how many keys it has, in one pass and without building it. Need not be valid. */
export function jsonShape(text: string): JsonShape {
  const shape = { depth: 0, keys: 0 };
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === COLON) shape.keys++;
    else if (OPENERS.has(char)) shape.depth = Math.max(shape.depth, ++open);
    else if (CLOSERS.has(char)) open--;
  }
  return shape;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === BACKSLASH) at++;
    else if (char === QUOTE) return at;
  }
  return text.length;
}
