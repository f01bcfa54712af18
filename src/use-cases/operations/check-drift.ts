import {
  countProjected,
  type Differing,
  findDiffering,
  projectedAfter,
  repairAppointments,
} from "../../db/queries/read-model.ts";
import { driftReports } from "../../db/schema/operations.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Appointment } from "../../domain/booking/appointment.ts";
import type { AppointmentId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { log } from "../../log.ts";
import { askCalendar, type BranchAccess } from "../booking/branch-access.ts";
import { inParts } from "../in-parts.ts";

/**
 * How a branch's read model differs from its ledger. All zero but `checked`: they agree. `stale` rows say something else
 * than the ledger; `surplus` rows are unknown to it. `appointmentIds` names the first of them.
 */
export type Drift = {
  checked: number;
  missing: number;
  stale: number;
  surplus: number;
  appointmentIds: AppointmentId[];
};

const PAGE = 500;
const AT_ONCE = { items: 100 };
const MAX_NAMED = 20;

/** Compares every appointment of a branch with its row, column by column, and stores the report. */
export async function checkDrift(access: BranchAccess, now: number): Promise<Drift> {
  await askCalendar(access, (calendar, ref) => calendar.drain(ref));
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  const [wrong, named] = [{ checked: 0, missing: 0, stale: 0 }, [] as AppointmentId[]];
  for await (const page of comparedPages(access, db)) {
    const missing = page.wrong.filter(({ seen }) => seen === null).length;
    wrong.checked += page.checked;
    wrong.missing += missing;
    wrong.stale += page.wrong.length - missing;
    named.push(...page.wrong.slice(0, MAX_NAMED - named.length).map(({ appointment }) => appointment.id));
  }
  const surplus = await findSurplus(access, db, wrong.checked - wrong.missing);
  const appointmentIds = [...named, ...surplus].slice(0, MAX_NAMED);
  const drift = { ...wrong, surplus: surplus.length, appointmentIds };
  await saveReport(access, drift, now);
  return drift;
}

/** Makes every row of a branch's appointments what the ledger says. Tells how many were not. */
export async function rebuildReadModel(access: BranchAccess): Promise<number> {
  let count = 0;
  const db = tenantDb(access.env.DB, access.ref.tenantId);
  await askCalendar(access, (calendar, ref) => calendar.drain(ref));
  for await (const { wrong } of comparedPages(access, db)) {
    for (const some of inParts(wrong, AT_ONCE)) await repairAppointments(db, access.ref.branchId, some);
    count += wrong.length;
  }
  return count;
}

type ComparedPage = { checked: number; wrong: Differing[] };

/** The whole ledger in id order. Bookings go on meanwhile: what differs is looked at again once it has been drained. */
async function* comparedPages(access: BranchAccess, db: TenantDb): AsyncGenerator<ComparedPage> {
  let after = "";
  for (;;) {
    const page = await pageAfter(access, after);
    const last = page.at(-1);
    if (!last) return;
    const differing = await differingOf(access, db, page);
    yield { checked: page.length, wrong: differing.length > 0 ? await stillWrong(access, db, after, differing) : [] };
    after = last.id;
  }
}

/** `seen` is from before the ledger was asked again: a row that had been right could only be older than the answer. */
async function stillWrong(access: BranchAccess, db: TenantDb, after: string, first: Differing[]): Promise<Differing[]> {
  await askCalendar(access, (calendar, ref) => calendar.drain(ref));
  const seen = new Map(first.map((each) => [each.appointment.id, each.seen]));
  const again = (await pageAfter(access, after)).filter(({ id }) => seen.has(id));
  const differing = await differingOf(access, db, again);
  return differing.map(({ appointment }) => ({ appointment, seen: seen.get(appointment.id) ?? null }));
}

function pageAfter(access: BranchAccess, after: string): Promise<Appointment[]> {
  return askCalendar(access, (calendar, ref) => calendar.page(ref, after, PAGE));
}

async function differingOf({ ref }: BranchAccess, db: TenantDb, page: Appointment[]): Promise<Differing[]> {
  const parts = inParts(page, AT_ONCE).map((some) => findDiffering(db, ref.branchId, some));
  return (await Promise.all(parts)).flat();
}

/** Rows that the ledger does not know. Looked for one by one only where there are more rows, or fewer, than there should be. */
async function findSurplus(access: BranchAccess, db: TenantDb, expected: number): Promise<AppointmentId[]> {
  const { branchId } = access.ref;
  if ((await countProjected(db, branchId)) === expected) return [];
  const surplus: AppointmentId[] = [];
  let last: { startsAt: EpochMs; id: string } | undefined = { startsAt: Number.MIN_SAFE_INTEGER, id: "" };
  while (last) {
    const rows = await projectedAfter(db, branchId, last, PAGE);
    const ids = rows.map(({ id }) => id);
    const known = new Set(await askCalendar(access, (calendar, ref) => calendar.knownAppointments(ref, ids)));
    surplus.push(...ids.filter((id) => !known.has(id)));
    last = rows.at(-1);
  }
  return surplus;
}

async function saveReport({ env, ref }: BranchAccess, drift: Drift, now: number): Promise<void> {
  const { tenantId, branchId } = ref;
  const { appointmentIds: _, ...counts } = drift;
  const differs = drift.missing + drift.stale + drift.surplus > 0;
  log(differs ? "error" : "info", "drift_checked", { tenantId, branchId, ...drift });
  await tenantDb(env.DB, tenantId)
    .orm.insert(driftReports)
    .values({ tenantId, branchId, at: now, ...counts });
}
