import type { BookingRefusal } from "../../booking/refusal.ts";
import type { EpochMs } from "../../time.ts";
import type { Window } from "../when/window.ts";

/** What somebody has, or could have. */
export type SpokenAppointment = { service: string; staff: string; startsAt: EpochMs };
/** `staff` is null when nobody in particular was asked for. */
export type Offer = { service: string; staff: string | null; starts: readonly EpochMs[] };
/** Names that a refusal may mention. `options` are what could be asked for instead. */
export type RefusalNames = { service: string | null; staff: string | null; options: readonly string[] };
export type Missing = "service" | "when" | "name" | "phone" | "email" | "appointment" | "message" | "question" | "code";

/**
 * All sentences of the voice functions: one or two short ones each, at most three options, ready to be spoken. Both
 * languages implement this type, so a sentence that one lacks does not compile.
 */
export type Phrases = {
  businessInfo(info: { business: string; branch: string; address: string; hours: readonly string[] }): string;
  services(names: readonly string[]): string;

  offerSlots(offer: Offer): string;
  /** `nearest` are what could be had instead, if anything. */
  nothingFree(window: Window, nearest: readonly EpochMs[]): string;
  /** The same, because the branch does not open then: whoever hears it does not ask for that weekday again. */
  closedThen(window: Window, nearest: readonly EpochMs[]): string;
  /** A day was named, a time is needed. */
  whichTime(starts: readonly EpochMs[]): string;
  held(hold: { startsAt: EpochMs; minutes: number }): string;
  /** Promises no message: whether one can be sent is known later. */
  booked(appointment: SpokenAppointment): string;
  /** It still waits for somebody to accept it. */
  requested(appointment: SpokenAppointment): string;
  rescheduled(appointment: SpokenAppointment): string;
  /** Its new time still waits for somebody to accept it, and the old one is no longer kept. */
  moveRequested(appointment: SpokenAppointment): string;
  cancelled(appointment: Pick<SpokenAppointment, "service" | "startsAt">): string;
  found(appointments: readonly SpokenAppointment[]): string;

  /** What was dictated, spelled out, with the question whether it is right. */
  isThatRight(spelled: { name: string; phone: string | null; email: string | null }): string;
  /** `understood` is the time waited for, spoken. Promises no message. */
  waiting(wish: { service: string; staff: string | null; understood: string }): string;
  waitlistFull(): string;
  /** Nothing that the business has told its agent answers it. */
  notKnown(): string;

  /** `phone` as it is spelled; null when nobody has to call back. */
  messageTaken(message: { phone: string | null; isUrgent: boolean }): string;

  /** Says the same whether or not something is booked under the number. */
  codeSent(code: { phone: string }): string;
  codeRight(): string;
  codeWrong(): string;
  codeNotPossible(): string;

  ask(missing: Missing): string;
  /** A question of the service, as the business worded it. */
  askQuestion(question: string): string;
  unknownService(options: readonly string[]): string;
  ambiguousService(options: readonly string[]): string;
  unknownStaff(options: readonly string[]): string;
  ambiguousStaff(options: readonly string[]): string;

  whenNotUnderstood(): string;
  inThePast(): string;
  nonexistentTime(): string;
  repeatedTime(instants: readonly EpochMs[]): string;

  invalidPhone(): string;
  invalidEmail(): string;
  /** The network hides the caller's number, so nothing can be found by it. */
  numberWithheld(): string;
  technicalTrouble(): string;
  /** It is not known which business the caller wants. */
  notPlaced(): string;
  /** The caller wants a person, and there is none to put them through to. */
  nobodyAvailable(): string;
  /** The same, where a message can be left. */
  nobodyButMessage(): string;
  puttingThrough(): string;
  /** Staff were rung first, and nobody picked up. */
  staffBusy(): string;
  /** Neither staff nor the agent picked up; a machine says so, and hangs up. */
  nobodyAnswers(): string;
  /** To a caller whom the business does not want to talk to. */
  notWanted(): string;

  refusal(refusal: BookingRefusal, names: RefusalNames): string;
};

/** One sentence per reason: a new reason does not compile until both languages can say it. */
export type RefusalPhrases = {
  [Reason in BookingRefusal["reason"]]: (
    refusal: Extract<BookingRefusal, { reason: Reason }>,
    names: RefusalNames,
  ) => string;
};

export function speakRefusal(sentences: RefusalPhrases, refusal: BookingRefusal, names: RefusalNames): string {
  // The key fits the refusal by construction; TypeScript cannot follow the pair through the lookup.
  const speak = sentences[refusal.reason] as (refusal: BookingRefusal, names: RefusalNames) => string;
  return speak(refusal, names);
}
