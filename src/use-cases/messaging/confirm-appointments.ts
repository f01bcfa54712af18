import type { EventsMessage } from "../../contracts/queue-messages.ts";
import type { Background } from "../../db/directory.ts";
import { type AppointmentRow, findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { RESIZED } from "../../domain/booking/trail.ts";
import type { BranchId } from "../../domain/ids.ts";
import { type NewsKind, newsOf } from "../../domain/messaging/appointment-news.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { wakeMessages } from "./queue-message.ts";
import { type Telling, tellCustomers } from "./tell-customers.ts";

type Change = { branchId: BranchId; seq: number; type: string; kind: NewsKind; row: AppointmentRow };

/**
 * Stores what customers are told of changes on a tenant's calendars, and wakes those who send it. Safe to repeat: each
 * event has one message, by its place in the branch's log. Behind the queue, so no appointment waits for it.
 */
export async function confirmAppointments(
  env: Env,
  background: Background,
  group: readonly EventsMessage[],
  now: EpochMs,
): Promise<void> {
  const [first] = group;
  if (!first) return;
  const db = tenantDb(env.DB, first.tenantId);
  const settings = await findMessageSettings(db);
  if (!settings.confirms) return;
  const tellings = await Promise.all(
    (await changesOf(env, group)).map(async ({ branchId, seq, kind, row }): Promise<Telling[]> => {
      const access = await accessBranch(env, background, { tenantId: first.tenantId, branchId });
      return access ? [{ access, row, news: { kind, uniqueKey: `news/${branchId}/${seq}` } }] : [];
    }),
  );
  const queued = await tellCustomers(env, db, settings, tellings.flat(), now);
  await wakeMessages(env, first.tenantId, queued);
}

/**
 * What lies ahead and still stands as it did then; of a series or package the first change, of a move nothing where what
 * came before it tells the new time already, and nothing of what was brought over from elsewhere.
 */
async function changesOf(env: Env, group: readonly EventsMessage[]): Promise<Change[]> {
  const events = group.flatMap(({ branchId, events: own, trail }) => {
    const silent = new Set(trail.filter(({ action }) => action === RESIZED).map(({ seq }) => seq));
    return own.filter(({ seq }) => !silent.has(seq)).map((event) => ({ branchId, ...event }));
  });
  const tenantId = group[0]?.tenantId;
  if (!tenantId || events.length === 0) return [];
  const rows = await findAppointmentsByIds(
    tenantDb(env.DB, tenantId),
    events.map(({ appointmentId }) => appointmentId),
  );
  const byId = new Map<string, AppointmentRow>(rows.map((row) => [row.id, row]));
  const changes = events.flatMap(({ branchId, seq, type, at, appointmentId, status }) => {
    const row = byId.get(appointmentId);
    const isTold = row && row.startsAt > at && !(row.channel === "import" && type === "appointment_booked");
    const kind = isTold ? newsOf(type, status ?? row.status, row.status) : null;
    return kind && row ? [{ branchId, seq, type, kind, row }] : [];
  });
  return changes.filter((change, index) => index === changes.findIndex((other) => isSameNews(change, other)));
}

/** Of one appointment the words are those of its row as it is now, whatever of it is told. */
function isSameNews(one: Change, other: Change): boolean {
  const isOneGroup = one.row.groupId !== null && one.row.groupId === other.row.groupId && one.type === other.type;
  return one === other || isOneGroup || (one.kind === "moved" && one.row.id === other.row.id);
}
