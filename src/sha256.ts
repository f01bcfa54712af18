import { Buffer } from "node:buffer";
import { utf8 } from "./domain/utf8.ts";

type Content = string | ArrayBuffer | Uint8Array;

/** What stands for a text or file wherever only its sameness counts. */
export async function sha256(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  // Nothing here shares memory, which some types of libraries leave open.
  const bytes = typeof content === "string" ? utf8(content) : (content as ArrayBuffer | Uint8Array<ArrayBuffer>);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export async function sha256Hex(content: Content): Promise<string> {
  const { buffer } = await sha256(content);
  return Buffer.from(buffer).toString("hex"); // of the buffer itself: bytes would be copied one by one
}
