import { findAppointment } from "../../db/queries/appointments.ts";
import { isPaused } from "../../db/queries/conversations.ts";
import { findEnrolment } from "../../db/queries/enrolments.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import type { MessageRow } from "../../db/queries/messages.ts";
import { findOptOut } from "../../db/queries/opt-outs.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { smsAddressLimits, smsTenantLimits } from "../../domain/identity/strict-limits.ts";
import { enrolmentId } from "../../domain/ids.ts";
import { isWhatsappUser } from "../../domain/messaging/whatsapp-template.ts";
import type { EpochMs } from "../../domain/time.ts";
import { countryOfNumber } from "../../domain/voice/phone.ts";
import { takeStrictAll } from "../identity/strict-limit.ts";

const REASONS = { bounce: "address_bounced", complaint: "complained" } as const;

/** Why a message must not go out any more, as a code. Null: it may. Asked anew before each send. */
export async function reasonNotToSend(
  env: Env,
  db: TenantDb,
  row: MessageRow,
  to: string,
  now: EpochMs,
): Promise<string | null> {
  const stale = await staleReason(db, row, now);
  if (stale) return stale;
  const optedOut = await optOutReason(db, row);
  if (optedOut) return optedOut;
  if (row.channel === "email") return null;
  const { countries } = await findMessageSettings(db);
  if (!isWhatsappUser(to) && !countries.includes(countryOfNumber(to) ?? "")) return "country_not_allowed";
  return limitReason(env, db, row);
}

/** What their own word keeps back, and what an address that takes no mail does. */
export async function optOutReason(db: TenantDb, { channel, addressIndex, purpose }: MessageRow) {
  const optOut = await findOptOut(db, channel, addressIndex);
  if (optOut === null) return null;
  if (optOut === "bounce" || optOut === "complaint") return REASONS[optOut];
  const isKept = purpose === "marketing" || (await findMessageSettings(db)).stopCoversAll;
  return isKept ? "opted_out" : null;
}

/** Of a reminder: what it reminds of must stand as it did. Of an offer, which alone has an end: it must still be held. */
async function staleReason(db: TenantDb, row: MessageRow, now: EpochMs) {
  const { kind, appointmentId, appointmentStartsAt, expiresAt } = row;
  if (expiresAt !== null && expiresAt <= now) return "offer_over";
  if (kind === "follow_up") return followUpReason(db, row);
  if (kind !== "reminder" || appointmentId === null) return null;
  const appointment = await findAppointment(db, appointmentId);
  if (appointment?.status === "pending") return "appointment_moved"; // by its customer, who waits for an answer
  if (appointment?.status !== "confirmed") return "appointment_cancelled";
  if (appointment.startsAt !== appointmentStartsAt) return "appointment_moved";
  return appointment.startsAt <= now ? "too_late" : null;
}

/** Of a step of a sequence: whoever has booked or answered since is left alone, and whom somebody speaks with. */
async function followUpReason(db: TenantDb, { uniqueKey, customerId }: MessageRow): Promise<string | null> {
  if (customerId && (await isPaused(db, customerId))) return "taken_over";
  const id = enrolmentId.safeParse(uniqueKey.split("/")[1]);
  const enrolment = id.success ? await findEnrolment(db, id.data) : null;
  return enrolment?.status === "stopped" ? (enrolment.stopReason ?? "stopped") : null;
}

/** Against pumping: whoever makes a business send to numbers of theirs earns by each message. */
async function limitReason(env: Env, db: TenantDb, { addressIndex }: MessageRow): Promise<string | null> {
  const mine = await takeStrictAll(env, smsAddressLimits, `${db.tenantId}/${addressIndex}`);
  if (!mine.ok) return "too_many_to_number";
  const all = await takeStrictAll(env, smsTenantLimits, db.tenantId);
  return all.ok ? null : "too_many_of_business";
}
