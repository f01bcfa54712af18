const encoder = new TextEncoder();

/** The bytes of a text. One encoder for all: to make one takes longer than to use it. */
export function utf8(text: string) {
  return encoder.encode(text);
}
