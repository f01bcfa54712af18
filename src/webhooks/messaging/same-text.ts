import { utf8 } from "../../domain/utf8.ts";

/** In time that does not tell where they differ. */
export async function sameText(one: string, other: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest("SHA-256", utf8(text));
  return crypto.subtle.timingSafeEqual(await digest(one), await digest(other));
}
