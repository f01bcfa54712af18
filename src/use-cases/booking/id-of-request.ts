import type { Idempotency } from "../../domain/booking/commands.ts";
import type { IdPrefix } from "../../domain/ids.ts";
import { derivedId } from "../derived-id.ts";

/** An id that the same request has again, so that whoever stores it sees that it came twice. */
export function idOfRequest<Prefix extends IdPrefix>(prefix: Prefix, { key }: Idempotency) {
  return derivedId(prefix, `${prefix}|${key}`);
}
