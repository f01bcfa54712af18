import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { AppointmentId, TenantId } from "../../domain/ids.ts";
import { latenessMs, USUAL_REMINDERS } from "../../domain/messaging/reminders.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";

export type DueReminder = { tenantId: TenantId; appointmentId: AppointmentId; minutesBefore: number };

/** What makes a reminder the only one: its appointment, how long before, and the time that it reminds of. */
export function reminderKey(appointmentId: string, minutesBefore: number, startsAt: EpochMs): string {
  return `reminder/${appointmentId}/${minutesBefore}/${startsAt}`;
}

/**
 * Platform-wide: appointments of whose customers nobody has thought yet, earliest first. Looks only at the span in which
 * a reminder of this kind is due, by an index on confirmed appointments.
 */
export async function listDueReminders(
  d1: D1Database,
  minutesBefore: number,
  now: EpochMs,
  limit: number,
): Promise<DueReminder[]> {
  const to = now + minutesBefore * MINUTE_MS;
  const rows = await drizzle(d1).all<Omit<DueReminder, "minutesBefore">>(sql`
    SELECT a.tenant_id AS tenantId, a.id AS appointmentId FROM appointments AS a
    LEFT JOIN message_settings AS s ON s.tenant_id = a.tenant_id
    WHERE a.status = 'confirmed' AND a.starts_at > ${to - latenessMs(minutesBefore)} AND a.starts_at <= ${to}
      AND EXISTS (
        SELECT 1 FROM json_each(coalesce(s.settings ->> '$.reminderMinutes', ${JSON.stringify(USUAL_REMINDERS)})) AS r
        WHERE r.value = ${minutesBefore})
      AND NOT EXISTS (
        SELECT 1 FROM messages AS m WHERE m.tenant_id = a.tenant_id
          AND m.unique_key = 'reminder/' || a.id || ${`/${minutesBefore}/`} || a.starts_at)
    ORDER BY a.starts_at, a.id LIMIT ${limit}`);
  return rows.map((row) => ({ ...row, minutesBefore }));
}
