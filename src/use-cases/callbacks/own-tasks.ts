import type { TenantActor } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import type { UserId } from "../../domain/ids.ts";

/** Who sees one calendar alone sees the tasks that were given to them, and no others. */
export function ownTasksOnly(actor: TenantActor): UserId | undefined {
  return actor.kind === "user" && sightOf(actor) !== "all" ? actor.userId : undefined;
}
