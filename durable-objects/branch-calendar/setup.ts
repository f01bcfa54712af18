import * as z from "zod";
import { loadRulebook } from "../../src/db/queries/catalogue.ts";
import { findWrappedKey } from "../../src/db/queries/tenants.ts";
import { tenantDb } from "../../src/db/tenant-db.ts";
import type { BranchRef } from "../../src/domain/booking/commands.ts";
import { type Rulebook, rulebook } from "../../src/domain/booking/rulebook.ts";
import type { CalendarStore } from "./calendar-store.ts";

/** What an object must have before it can decide: the rules, and the tenant's wrapped key to show names live. */
export type BranchSetup = { rules: Rulebook; wrappedKey: string };

const SETTING = "setup";
const branchSetup = z.object({ rules: rulebook, wrappedKey: z.string() });

/** The copy the object keeps for itself, so that it decides while D1 is away. */
export function readSetup(store: CalendarStore): BranchSetup | null {
  const saved = store.setting(SETTING);
  return saved ? branchSetup.parse(JSON.parse(saved)) : null;
}

export function saveSetup(store: CalendarStore, setup: BranchSetup): void {
  store.saveSetting(SETTING, JSON.stringify(setup));
}

/** Null when the tenant has no such branch. Throws when D1 does. */
export async function loadSetup(database: D1Database, ref: BranchRef): Promise<BranchSetup | null> {
  const db = tenantDb(database, ref.tenantId);
  const [rules, wrappedKey] = await Promise.all([loadRulebook(db, ref.branchId), findWrappedKey(db)]);
  return rules && wrappedKey ? { rules, wrappedKey } : null;
}
