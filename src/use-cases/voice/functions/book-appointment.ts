import * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import type { Appointment, ContactDetails } from "../../../domain/booking/appointment.ts";
import { type HoldId, holdId } from "../../../domain/ids.ts";
import { toRfc3339 } from "../../../domain/time.ts";
import { countryOfNumber, toE164 } from "../../../domain/voice/phone.ts";
import { bookAppointment as book } from "../../booking/book-appointment.ts";
import { readWish } from "../read-wish.ts";
import { refuseBooking } from "../refuse-booking.ts";
import { toSpokenAppointment } from "../spoken-appointment.ts";
import { callIdempotency, type Refused, refused, type VoiceContext } from "../voice-context.ts";

type Args = z.infer<typeof voiceFunctions.book_appointment>;

const emailAddress = z.email();
/** For branches without a number of their own. */
const DEFAULT_COUNTRY = "DE";

export async function bookAppointment(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const customer = readCustomer(context, args);
  if (!customer.ok) return customer.error;
  const hold = readHold(context, args.holdId);
  if (!hold.ok) return hold.error;
  const wish = await readWish(context, args);
  if (!wish.ok) return wish.error;

  const { access, speech } = context;
  const callId = await context.callId();
  const words = { wish: wish.value, hold: hold.value, customer: customer.value };
  const booked = await book(access, {
    wish: wish.value,
    holdId: hold.value,
    holder: callId,
    actor: callId,
    customer: customer.value,
    source: { channel: "voice", callId },
    language: speech.language,
    idempotency: await callIdempotency(callId, "book_appointment", words),
  });
  return booked.ok ? confirm(context, booked.value) : refuseBooking(context, booked.error, wish.value);
}

function confirm(context: VoiceContext, appointment: Appointment): VoiceAnswer {
  const { timeZone } = context.speech;
  const spoken = toSpokenAppointment(context, appointment);
  const { startsAt, endsAt, status } = appointment;
  const say = status === "pending" ? context.say.requested : context.say.booked;
  return {
    ok: true,
    say: say({ ...spoken, startsAt }),
    data: { ...spoken, endsAt: toRfc3339(timeZone, endsAt), timeZone, status },
  };
}

/** The number on the line will do unless another one is given; a caller who withholds it is asked. */
function readCustomer(context: VoiceContext, args: Args): { ok: true; value: ContactDetails } | Refused {
  const { say, callerNumber } = context;
  const given = args.phone ? toE164(args.phone, countryOf(context)) : null;
  if (given && !given.ok) return refused("invalid_phone", say.invalidPhone());
  const email = args.email ?? null;
  if (email && !emailAddress.safeParse(email).success) return refused("invalid_email", say.invalidEmail());
  const phone = given?.value ?? callerNumber;
  if (!phone && !email) return refused("phone_needed", say.ask("phone"));
  return { ok: true, value: { name: args.name, phone, email, notes: args.notes ?? null } };
}

function readHold(context: VoiceContext, text: string | undefined): { ok: true; value: HoldId | null } | Refused {
  if (!text) return { ok: true, value: null };
  const parsed = holdId.safeParse(text);
  if (parsed.success) return { ok: true, value: parsed.data };
  // Models mistype ids. The hold is known by its time too, but only its holder may use it.
  return { ok: false, error: refuseBooking(context, { reason: "hold_not_found", alternatives: [] }) };
}

/** Numbers without country code are those of the country that the branch's own number is in. */
function countryOf({ access }: VoiceContext): string {
  return (access.rules.phone && countryOfNumber(access.rules.phone)) || DEFAULT_COUNTRY;
}
