import type { Background } from "../../db/directory.ts";
import { findAppointment } from "../../db/queries/appointments.ts";
import { type DueReminder, reminderKey } from "../../db/queries/due-reminders.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { planReminder } from "../../domain/messaging/reminders.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { wakeMessages } from "./queue-message.ts";
import { tellCustomers } from "./tell-customers.ts";

/**
 * Stores a reminder that is due, once for an appointment, its time and how long before. The appointment is read anew, and
 * once more before the message goes out. Safe to repeat.
 */
export async function queueReminder(env: Env, background: Background, due: DueReminder, now: EpochMs): Promise<void> {
  const { tenantId, appointmentId, minutesBefore } = due;
  const db = tenantDb(env.DB, tenantId);
  const row = await findAppointment(db, appointmentId);
  if (row?.status !== "confirmed") return;
  const access = await accessBranch(env, background, row);
  const settings = await findMessageSettings(db);
  if (!access || !settings.reminderMinutes.some((minutes) => minutes === minutesBefore)) return;
  const place = { quiet: settings.quietHours, timeZone: access.rules.timeZone };
  const plan = planReminder(row, minutesBefore, place, now);
  if (!plan) return; // moved since
  const uniqueKey = reminderKey(row.id, minutesBefore, row.startsAt);
  const news = { kind: "reminder" as const, uniqueKey, ...plan };
  const ids = await tellCustomers(env, db, settings, [{ access, row, news }], now);
  if (!("sendAt" in plan) || plan.sendAt <= now) await wakeMessages(env, tenantId, ids);
}
