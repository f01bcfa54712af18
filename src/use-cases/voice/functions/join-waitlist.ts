import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import type { WaitlistAnswers } from "../../../domain/booking/waitlist.ts";
import { joinWaitlist as join } from "../../booking/join-waitlist.ts";
import { askedWindow } from "../asked-window.ts";
import { readCustomer } from "../read-customer.ts";
import { refuseBooking } from "../refuse-booking.ts";
import { understandService, understandStaffFor } from "../understand.ts";
import { callIdempotency, refuse, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.join_waitlist>;
type Refusal = Extract<WaitlistAnswers["join"], { ok: false }>["error"];

/** Puts the caller in line for time that is taken. */
export async function joinWaitlist(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const service = understandService(context, args.service);
  if (!service.ok) return service.error;
  const staff = understandStaffFor(context, service.value, args.staff);
  if (!staff.ok) return staff.error;
  const asked = askedWindow(context, args);
  if (!asked.ok) return asked.error;
  const customer = readCustomer(context, args);
  if (!customer.ok) return customer.error;

  const { access, speech, say } = context;
  const { window, understood } = asked.value;
  const callId = await context.callId();
  const { id: serviceId, name } = service.value;
  const wish = { serviceId, staffId: staff.value?.id ?? null, partySize: args.people ?? 1 };
  // Not by the window: "whenever" begins now, which is another moment when the model asks again.
  const words = { ...wish, understood, customer: customer.value };
  const joined = await join(access, {
    ...wish,
    window,
    language: speech.language,
    source: { channel: "voice", callId },
    customer: customer.value,
    actor: callId,
    idempotency: await callIdempotency(callId, "join_waitlist", words),
  });
  if (!joined.ok) return refuseWaiting(context, joined.error);
  const waiting = say.waiting({ service: name, staff: staff.value?.name ?? null, understood });
  return { ok: true, say: waiting, data: { entryId: joined.value.entry.id, service: name, understood } };
}

function refuseWaiting(context: VoiceContext, refusal: Refusal): VoiceAnswer {
  const { say } = context;
  switch (refusal.reason) {
    case "window_over":
      return refuse(refusal.reason, say.inThePast());
    case "waitlist_full":
      return refuse(refusal.reason, say.waitlistFull());
    case "entry_not_found":
    case "not_offered":
      return refuse("technical_trouble", say.technicalTrouble());
    default:
      return refuseBooking(context, refusal);
  }
}
