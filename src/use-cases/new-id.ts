import { uuidv7obj } from "uuidv7";
import { formatId, type IdPrefix } from "../domain/ids.ts";

/** A new id: sortable by the time it was made, unguessable enough to be public, never a secret. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix) {
  return formatId(prefix, uuidv7obj().bytes);
}
