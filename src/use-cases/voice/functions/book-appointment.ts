import type * as z from "zod";
import type { VoiceAnswer, voiceFunctions } from "../../../contracts/voice.ts";
import { checkAnswers } from "../../../domain/booking/answers.ts";
import type { Appointment, ContactDetails } from "../../../domain/booking/appointment.ts";
import { findService, type Question } from "../../../domain/booking/rulebook.ts";
import { type HoldId, holdId, type ServiceId } from "../../../domain/ids.ts";
import { toRfc3339 } from "../../../domain/time.ts";
import { bookAppointment as book } from "../../booking/book-appointment.ts";
import { readCustomer } from "../read-customer.ts";
import { readWish } from "../read-wish.ts";
import { refuseBooking } from "../refuse-booking.ts";
import { toSpokenAppointment } from "../spoken-appointment.ts";
import { callIdempotency, type Refused, refused, type VoiceContext } from "../voice-context.ts";

type Answers = NonNullable<ContactDetails["answers"]>;
type Args = z.infer<typeof voiceFunctions.book_appointment>;

export async function bookAppointment(context: VoiceContext, args: Args): Promise<VoiceAnswer> {
  const customer = readCustomer(context, args);
  if (!customer.ok) return customer.error;
  const hold = readHold(context, args.holdId);
  if (!hold.ok) return hold.error;
  const wish = await readWish(context, args);
  if (!wish.ok) return wish.error;
  const answers = readAnswers(context, wish.value.serviceId, args.answers ?? {});
  if (!answers.ok) return answers.error;

  const { access, speech } = context;
  const callId = await context.callId();
  const details = { ...customer.value, ...(answers.value && { answers: answers.value }) };
  const words = { wish: wish.value, hold: hold.value, customer: details };
  const booked = await book(access, {
    wish: wish.value,
    holdId: hold.value,
    holder: callId,
    actor: callId,
    customer: details,
    source: { channel: "voice", callId },
    language: speech.language,
    idempotency: await callIdempotency(callId, "book_appointment", words),
  });
  return booked.ok ? confirm(context, booked.value.appointment) : refuseBooking(context, booked.error, wish.value);
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

/** Models write numbers and yes as words. What is missing or does not fit is asked for, one question at a time. */
function readAnswers(
  { access, say }: VoiceContext,
  serviceId: ServiceId,
  given: NonNullable<Args["answers"]>,
): { ok: true; value: Answers | null } | Refused {
  const questions = findService(access.rules, serviceId)?.questions ?? [];
  const known = questions.flatMap((question) => {
    const answer = given[question.id];
    return answer === undefined ? [] : [[question.id, asTyped(question, answer)] as const];
  });
  const answers: Answers = Object.fromEntries(known);
  const [problem] = checkAnswers(questions, answers, { needsAll: true });
  if (!problem) return { ok: true, value: known.length > 0 ? answers : null };
  const question = questions.find(({ id }) => id === problem.question);
  const options = question?.type === "choice" ? { options: question.choices } : {};
  return refused("answer_needed", say.askQuestion(question?.label ?? ""), { ...problem, ...options });
}

const YES = new Set(["yes", "ja", "true"]);
const NO = new Set(["no", "nein", "false"]);

function asTyped({ type }: Question, answer: Answers[string]): Answers[string] {
  if (typeof answer !== "string") return type === "text" ? String(answer) : answer;
  const word = answer.trim();
  if (type === "number" && word !== "" && Number.isFinite(Number(word))) return Number(word);
  if (type === "boolean" && YES.has(word.toLowerCase())) return true;
  return type === "boolean" && NO.has(word.toLowerCase()) ? false : word;
}

function readHold(context: VoiceContext, text: string | undefined): { ok: true; value: HoldId | null } | Refused {
  if (!text) return { ok: true, value: null };
  const parsed = holdId.safeParse(text);
  if (parsed.success) return { ok: true, value: parsed.data };
  // Models mistype ids. The hold is known by its time too, but only its holder may use it.
  return { ok: false, error: refuseBooking(context, { reason: "hold_not_found", alternatives: [] }) };
}
