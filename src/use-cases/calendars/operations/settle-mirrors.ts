import type { SettledMirrorsView } from "../../../contracts/calendar-operations.ts";
import { discardMirror, type MirrorRow, theMirror, wantAgain } from "../../../db/queries/calendar-mirrors.ts";
import { findAnyMirrors } from "../../../db/queries/calendar-platform.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { CalendarMirrorId } from "../../../domain/ids.ts";
import { type Operator, operatorAudit } from "../../operations/operator.ts";
import { wakeCalendarCouriers } from "../sync/wake-couriers.ts";

/** Writes again what was given up or waits. */
export async function replayMirrors(operator: Operator, ids: readonly CalendarMirrorId[]): Promise<SettledMirrorsView> {
  const again = (db: TenantDb, { id }: MirrorRow) => wantAgain(db, theMirror(id), operator.now);
  return settleEach(operator, ids, "calendar_mirror.replayed", again);
}

/** Leaves calendars outside as they are, until the appointments change again. */
export async function discardMirrors(
  operator: Operator,
  ids: readonly CalendarMirrorId[],
): Promise<SettledMirrorsView> {
  const leave = (db: TenantDb, { id }: MirrorRow) => discardMirror(db, id, operator.now);
  return settleEach(operator, ids, "calendar_mirror.discarded", leave);
}

type Settle = (db: TenantDb, row: MirrorRow) => ReturnType<typeof wantAgain | typeof discardMirror>;

/** One after the other, each with its entry in its tenant's log: what fails stops the rest, and what is done is done. */
async function settleEach(
  operator: Operator,
  ids: readonly CalendarMirrorId[],
  action: string,
  settle: Settle,
): Promise<SettledMirrorsView> {
  const { env } = operator;
  const rows = new Map((await findAnyMirrors(env.DB, ids)).map((row) => [row.id, row]));
  const outcome: SettledMirrorsView = { settled: [], refused: [] };
  for (const id of new Set(ids)) {
    const row = rows.get(id);
    if (!row) outcome.refused.push({ id, code: "not_found" });
    else if (row.state === "done") outcome.refused.push({ id, code: "wrong_state" });
    else {
      const db = tenantDb(env.DB, row.tenantId);
      const facts = { accountId: row.accountId };
      await db.orm.batch([settle(db, row), operatorAudit(db, operator, { action, subjectId: id, facts })]);
      await wakeCalendarCouriers(env, row.tenantId, [row.accountId]);
      outcome.settled.push(id);
    }
  }
  return outcome;
}
