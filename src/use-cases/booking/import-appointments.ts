import type { JobMessage } from "../../contracts/queue-messages.ts";
import { listKnownCallIds } from "../../db/queries/calls.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { AppointmentStatus, Channel, ContactDetails } from "../../domain/booking/appointment.ts";
import type { ImportAnswer, ImportedAppointment } from "../../domain/booking/commands.ts";
import type { AppointmentId, CallId, ServiceId, StaffId } from "../../domain/ids.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../domain/time.ts";
import { carriedRequest, faultFacts, log } from "../../log.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { sealContact } from "./contact.ts";
import { sealReason } from "./seal-reason.ts";

export type AppointmentToImport = {
  id: AppointmentId;
  serviceId: ServiceId;
  staffId: StaffId;
  startsAt: EpochMs;
  endsAt: EpochMs;
  status: AppointmentStatus;
  customer: ContactDetails;
  channel: Channel;
  callId: CallId | null;
  createdAt: EpochMs;
  cancelReason: string | null;
};

/** Longer than this is a mistake in the file, and longer than the calendar can look back. */
export const MAX_IMPORTED_MS = DAY_MS / 2 - 4 * 60 * MINUTE_MS;

/** By then the calendar has told the read model. */
const INDEX_DELAY_SECONDS = 2;

/** Takes over appointments that were made elsewhere: overlaps and unknown ids are refused. Can be repeated. */
export async function importAppointments(
  access: BranchAccess,
  list: readonly AppointmentToImport[],
  actor: string,
): Promise<ImportAnswer> {
  const callIds = await knownCalls(access, list);
  const isOurs = ({ callId }: AppointmentToImport) => callId === null || callIds.has(callId);
  const imported = await Promise.all(list.filter(isOurs).map((appointment) => seal(access, appointment)));
  const answer = await askCalendar(access, (calendar, ref) => calendar.importAppointments(ref, imported, actor));
  await wakeIndex(access);
  const strangers = list.filter((appointment) => !isOurs(appointment));
  const refused = [...answer.refused, ...strangers.map(({ id }) => ({ id, reason: "unknown_call" }))];
  return { ...answer, refused };
}

async function knownCalls({ env, ref }: BranchAccess, list: readonly AppointmentToImport[]): Promise<Set<CallId>> {
  const named = list.flatMap(({ callId }) => callId ?? []);
  if (named.length === 0) return new Set();
  return new Set(await listKnownCallIds(tenantDb(env.DB, ref.tenantId), named));
}

/** Imports are no news, so nobody else hears of the customers that they bring. */
async function wakeIndex({ env, ref }: BranchAccess): Promise<void> {
  const message: JobMessage = { type: "index_customers", tenantId: ref.tenantId, ...carriedRequest() };
  try {
    await env.JOBS.send(message, { delaySeconds: INDEX_DELAY_SECONDS });
  } catch (error) {
    log("warn", "index_wake_up_failed", { branchId: ref.branchId, ...faultFacts(error) }); // the cron makes up for it
  }
}

async function seal(
  { vault, rules }: BranchAccess,
  { customer, channel, callId, ...appointment }: AppointmentToImport,
): Promise<ImportedAppointment> {
  const contact = await sealContact(vault, appointment.id, customer);
  const cancelReason = await sealReason(vault, appointment.id, appointment.cancelReason);
  return { ...appointment, cancelReason, contact, source: { channel, callId }, language: rules.language };
}
