import { utf8 } from "./utf8.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

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
  return shapeOf(typeof text === "string" ? utf8(text) : text);
}

/** Every call on the phone goes through here, so it is one plain loop. */
function shapeOf(bytes: Uint8Array): JsonShape {
  let [open, depth, keys] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COLON) keys++;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth = Math.max(depth, ++open);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) open--;
  }
  return { depth, keys };
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === QUOTE) return at;
  }
  return bytes.length;
}
