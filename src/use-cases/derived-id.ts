import { formatId, type IdPrefix } from "../domain/ids.ts";
import { sha256 } from "../sha256.ts";

/** The same id for the same source, wherever and however often it is worked out: what makes storing safe to repeat. */
export async function derivedId<Prefix extends IdPrefix>(prefix: Prefix, source: string) {
  return formatId(prefix, (await sha256(source)).subarray(0, 16));
}
