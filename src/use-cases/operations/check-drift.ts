import { countProjected, projectAppointments, projectedVersions } from "../../db/queries/read-model.ts";
import { driftReports } from "../../db/schema/operations.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Appointment } from "../../domain/booking/appointment.ts";
import { log } from "../../log.ts";
import { askCalendar, type BranchAccess } from "../booking/branch-access.ts";

/** How a branch's read model differs from its ledger. All zero but `checked`: they agree. */
export type Drift = { checked: number; missing: number; stale: number; surplus: number };

const PAGE = 500;

/** Compares every appointment of a branch with its row, and stores the report. */
export async function checkDrift(access: BranchAccess, now: number): Promise<Drift> {
  await askCalendar(access, (calendar, ref) => calendar.drain(ref));
  const drift: Drift = { checked: 0, missing: 0, stale: 0, surplus: 0 };
  for await (const page of ledgerPages(access)) {
    const projected = await versionsOf(access, page);
    drift.checked += page.length;
    for (const { id, version } of page) {
      if (!projected.has(id)) drift.missing++;
      else if (projected.get(id) !== version) drift.stale++;
    }
  }
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  const rows = await countProjected(db, access.ref.branchId);
  drift.surplus = Math.max(0, rows - (drift.checked - drift.missing));
  await saveReport(access, drift, now);
  return drift;
}

/** Writes every appointment of a branch to the read model again. Rows only move to higher versions. */
export async function rebuildReadModel(access: BranchAccess): Promise<number> {
  let count = 0;
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  for await (const page of ledgerPages(access)) {
    for (let start = 0; start < page.length; start += 100) {
      await projectAppointments(db, access.ref.branchId, page.slice(start, start + 100));
    }
    count += page.length;
  }
  return count;
}

async function* ledgerPages(access: BranchAccess): AsyncGenerator<Appointment[]> {
  let after = "";
  for (;;) {
    const page = await askCalendar(access, (calendar, ref) => calendar.page(ref, after, PAGE));
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.id;
  }
}

async function versionsOf({ env, ref }: BranchAccess, page: Appointment[]): Promise<Map<string, number>> {
  const ids = page.map((appointment) => appointment.id);
  const rows = await projectedVersions(tenantDb(env.DB, ref.tenantId), ref.branchId, ids);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

async function saveReport({ env, ref }: BranchAccess, drift: Drift, now: number): Promise<void> {
  const { tenantId, branchId } = ref;
  const differs = drift.missing + drift.stale + drift.surplus > 0;
  log(differs ? "error" : "info", "drift_checked", { tenantId, branchId, ...drift });
  await tenantDb(env.DB, tenantId)
    .orm.insert(driftReports)
    .values({ tenantId, branchId, at: now, ...drift });
}
