import { listBranches } from "../../db/queries/catalogue.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchRef } from "../../domain/booking/commands.ts";
import type { WaitlistEntry } from "../../domain/booking/waitlist.ts";
import { askCalendar } from "../booking/branch-access.ts";

/** Who waits is told apart by these keyed hashes. */
export type Erased = { indexes: readonly string[]; contact: object };
type By = { actor: string; requestId: string };

/** Nobody waits any more, and nobody knows who did. Tells how many entries there were, over all branches. */
export async function eraseWaiting(
  env: Env,
  db: TenantDb,
  vault: Vault,
  { indexes, contact }: Erased,
  by: By,
): Promise<number> {
  if (indexes.length === 0) return 0;
  let count = 0;
  for (const { id: branchId } of await listBranches(db)) {
    const ref: BranchRef = { tenantId: db.tenantId, branchId, rulebookVersion: 0 };
    const found = await askCalendar({ env, ref }, (calendar) => calendar.waitlist(ref, "of", { indexes }));
    if (found.length === 0) continue;
    const entries = await Promise.all(found.map((entry) => toForgotten(vault, entry, contact)));
    await askCalendar({ env, ref }, (calendar) => calendar.waitlist(ref, "forget", { entries, ...by }));
    count += found.length;
  }
  return count;
}

async function toForgotten(vault: Vault, { id, appointmentId: row }: WaitlistEntry, contact: object) {
  return { id, sealed: await vault.seal({ purpose: "appointment.contact", row }, JSON.stringify(contact)) };
}
