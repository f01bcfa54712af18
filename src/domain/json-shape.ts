const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPENERS = new Set([0x5b, 0x7b]);
const CLOSERS = new Set([0x5d, 0x7d]);

export type JsonShape = { depth: number; keys: number };

/** More than this keeps us busy by its shape alone. */
export type ShapeLimits = { maxDepth: number; maxKeys: number };

/** The rule that a shape breaks. Null: it is modest. */
export function shapeRule({ depth, keys }: JsonShape, { maxDepth, maxKeys }: ShapeLimits): string | null {
  if (depth > maxDepth) return `must not nest deeper than ${maxDepth}`;
  return keys > maxKeys ? `must not have more than ${maxKeys} keys` : null;
}

/**
 * How deep a JSON text nests and how many keys it has, in one pass and without building it. Need not be valid. Bytes of
 * UTF-8 do as well: what counts is ASCII, and nothing else has such bytes.
 */
export function jsonShape(text: string | Uint8Array): JsonShape {
  const codeAt = typeof text === "string" ? (at: number) => text.charCodeAt(at) : (at: number) => text[at] ?? 0;
  const shape = { depth: 0, keys: 0 };
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const char = codeAt(at);
    if (char === QUOTE) at = endOfString(codeAt, at, text.length);
    else if (char === COLON) shape.keys++;
    else if (OPENERS.has(char)) shape.depth = Math.max(shape.depth, ++open);
    else if (CLOSERS.has(char)) open--;
  }
  return shape;
}

function endOfString(codeAt: (at: number) => number, start: number, length: number): number {
  for (let at = start + 1; at < length; at++) {
    const char = codeAt(at);
    if (char === BACKSLASH) at++;
    else if (char === QUOTE) return at;
  }
  return length;
}
