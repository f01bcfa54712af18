import type { EventsMessage } from "../../../contracts/queue-messages.ts";
import { findAppointmentsByIds } from "../../../db/queries/appointments.ts";
import { mirrorsOfAppointments, type NewMirror, wantMirrors } from "../../../db/queries/calendar-mirrors.ts";
import { writingTargets } from "../../../db/queries/calendar-targets.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { type Concern, concernsOf } from "../../../domain/calendars/concerned-targets.ts";
import type { AppointmentId, CalendarAccountId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { derivedId } from "../../derived-id.ts";
import { keyOfMirror } from "./mirror-entry.ts";
import { wakeCalendarCouriers } from "./wake-couriers.ts";

/** Marks what has to change outside, and wakes those who write it. Safe to repeat; throws to be tried again. */
export async function mirrorAppointments(env: Env, messages: readonly EventsMessage[], now: EpochMs): Promise<void> {
  const [first] = messages;
  const ids = messages.flatMap(({ events }) => events.map(({ appointmentId }) => appointmentId));
  if (!first || ids.length === 0) return;
  const db = tenantDb(env.DB, first.tenantId);
  await wakeCalendarCouriers(env, db.tenantId, await markMirrors(db, ids, now));
}

/** Tells at which accounts something has to change. */
export async function markMirrors(
  db: TenantDb,
  ids: readonly AppointmentId[],
  now: EpochMs,
): Promise<CalendarAccountId[]> {
  const targets = await writingTargets(db);
  if (targets.length === 0) return [];
  const [rows, mirrored] = await Promise.all([findAppointmentsByIds(db, ids), mirrorsOfAppointments(db, ids)]);
  const concerns = concernsOf(rows, targets, mirrored);
  if (concerns.length === 0) return [];
  await wantMirrors(db, await Promise.all(concerns.map(toMirror)), now);
  return concerns.map(({ target }) => target.accountId);
}

export async function toMirror({ appointmentId, version, target }: Concern): Promise<NewMirror> {
  const id = await derivedId("cmr", `${appointmentId}|${target.id}`);
  const at = { accountId: target.accountId, targetId: target.id, appointmentId };
  return { id, ...at, wantedVersion: version, entryKey: await keyOfMirror(id) };
}
