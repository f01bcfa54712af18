import { sha256 } from "../../sha256.ts";

/** In time that does not tell where they differ. */
export async function sameText(one: string, other: string): Promise<boolean> {
  return crypto.subtle.timingSafeEqual(await sha256(one), await sha256(other));
}
