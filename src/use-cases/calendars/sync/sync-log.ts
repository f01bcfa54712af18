import { insertSyncLog } from "../../../db/queries/calendar-sync-log.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { AppointmentId, CalendarAccountId, CalendarTargetId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { newId } from "../../new-id.ts";

type About = { accountId: CalendarAccountId; targetId?: CalendarTargetId | null; appointmentId?: AppointmentId | null };

/** A statement for `db.orm.batch`: what was done at an account. `error` null: it worked. */
export function logEntry(
  db: TenantDb,
  { accountId, targetId = null, appointmentId: subjectId = null }: About,
  action: string,
  error: string | null,
  at: EpochMs,
  count: number | null = null,
) {
  return insertSyncLog(db, { id: newId("cse"), accountId, targetId, at, action, error, subjectId, count });
}
