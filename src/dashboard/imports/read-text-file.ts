export type Encoding = "UTF-8" | "UTF-16" | "Windows-1252";
export type TextFile = { text: string; encoding: Encoding };

const LOST_LETTERS = /\ufffd/g;
const OTHER_LETTERS = /[^\p{ASCII}\ufffd]/gu;

/**
 * A file as it was meant: spreadsheets on Windows save tables in an encoding of its own and do not say so. What is not
 * UTF-8 is read as that, unless most of its letters say that it is UTF-8 with some damage.
 */
export async function readTextFile(file: Blob): Promise<TextFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode(bytes, "utf-16le"), encoding: "UTF-16" };
  const text = decode(bytes, "utf-8");
  if (isUtf8(bytes) || isMostlyUtf8(text)) return { text, encoding: "UTF-8" };
  return { text: decode(bytes, "windows-1252"), encoding: "Windows-1252" };
}

/** Without a byte order mark. */
function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Letters that were lost before are in it as such. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isMostlyUtf8(text: string): boolean {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return count(OTHER_LETTERS) >= count(LOST_LETTERS);
}
