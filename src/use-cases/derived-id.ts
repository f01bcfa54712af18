import { formatId, type IdPrefix } from "../domain/ids.ts";
import { utf8 } from "../domain/utf8.ts";

/** The same id for the same source, wherever and however often it is worked out: what makes storing safe to repeat. */
export async function derivedId<Prefix extends IdPrefix>(prefix: Prefix, source: string) {
  const digest = await crypto.subtle.digest("SHA-256", utf8(source));
  return formatId(prefix, new Uint8Array(digest, 0, 16));
}
