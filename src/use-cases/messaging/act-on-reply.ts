import type { Background } from "../../db/directory.ts";
import { findAppointment } from "../../db/queries/appointments.ts";
import { listExchanged } from "../../db/queries/messages.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { isLateCancel } from "../../domain/booking/changes.ts";
import type { AppointmentId } from "../../domain/ids.ts";
import { askedAbout } from "../../domain/messaging/asked-about.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accessBranch, askCalendar } from "../booking/branch-access.ts";
import { idempotencyOf } from "../booking/idempotency.ts";

/** What an answer was about, and what became of it. A `left` one is for a person to read. */
export type ReplyOutcome = { appointmentId: AppointmentId; outcome: "confirmed" | "cancelled" | "left" } | null;

/**
 * "JA" and "ABSAGEN" are about the appointment that the last message to the number asked about, while it lies ahead; where
 * that is not certain, a person reads the answer. It is called off only as far as the service's policy lets customers do it free of charge. Safe to repeat.
 */
export async function actOnReply(
  env: Env,
  db: TenantDb,
  reply: { meaning: "confirm" | "cancel"; addressIndex: string; key: string },
  now: EpochMs,
): Promise<ReplyOutcome> {
  const about = askedAbout(await listExchanged(db, reply.addressIndex, now), now);
  const row = about && (await findAppointment(db, about));
  if (row?.status !== "confirmed") return null;
  const { id: appointmentId } = row;
  if (reply.meaning === "confirm") return { appointmentId, outcome: "confirmed" };
  const access = await accessBranch(env, background, row);
  const appointment =
    access && (await askCalendar(access, (calendar, ref) => calendar.appointment(ref, appointmentId)));
  if (!access || !appointment || isLateCancel(access.rules, appointment, now))
    return { appointmentId, outcome: "left" };
  const idempotency = await idempotencyOf("api", {
    by: "reply",
    action: "cancel",
    key: reply.key,
    input: appointmentId,
  });
  const target = { appointmentId, phoneIndex: null };
  const done = await askCalendar(access, (calendar, ref) =>
    calendar.cancel(ref, { target, reason: null, actor: "system", idempotency }),
  );
  return { appointmentId, outcome: done.ok ? "cancelled" : "left" };
}

/** Whatever renews the directory here may end with the message. */
const background: Background = { waitUntil: (work) => void Promise.resolve(work).catch(() => undefined) };
