import type { Idempotency } from "../../domain/booking/commands.ts";
import { formatId, type IdPrefix } from "../../domain/ids.ts";
import { utf8 } from "../../domain/utf8.ts";

/** An id that the same request has again, so that whoever stores it sees that it came twice. */
export async function idOfRequest<Prefix extends IdPrefix>(prefix: Prefix, { key }: Idempotency) {
  const digest = await crypto.subtle.digest("SHA-256", utf8(`${prefix}|${key}`));
  return formatId(prefix, new Uint8Array(digest, 0, 16));
}
