import type { Slot } from "../../booking/appointment.ts";
import { joinOr, type SpeechContext } from "../speech-words.ts";
import { speakDay, speakTime, speakTimes } from "../spoken-time.ts";
import { firstOptions, sentenceCase, startsOf } from "./options.ts";
import type { RefusalPhrases } from "./phrasebook.ts";

export function englishRefusals(speech: SpeechContext): RefusalPhrases {
  /** What else could be had, or a question. */
  const or = (alternatives: readonly Pick<Slot, "startsAt">[]) =>
    alternatives.length > 0
      ? `${sentenceCase(speakTimes(startsOf(alternatives), speech))} would be free.`
      : "When else would suit you?";
  const options = (question: string, names: readonly string[]) =>
    names.length > 0 ? ` ${question} ${joinOr(firstOptions(names), "en")}?` : "";

  return {
    branch_closed: () => "I'm sorry, that branch is closed and takes no more appointments.",
    unknown_service: (_, { options: names }) => `I'm sorry, we don't offer that.${options("Would you like", names)}`,
    unknown_staff: (_, { options: names }) => `I can't find that name here.${options("Do you mean", names)}`,
    staff_not_offered: (_, { staff, service, options: others }) =>
      `I'm sorry, ${staff ?? "that person"} doesn't do ${service ?? "that"}.${options("Would you like to see", others)}`,
    too_soon: ({ earliest, alternatives }) =>
      alternatives.length > 0
        ? `I'm sorry, that is too short notice. ${or(alternatives)}`
        : `I'm sorry, that is too short notice. It is possible from ${speakDay(earliest, speech)}.`,
    too_far: ({ latest }) =>
      `We don't take appointments that far ahead yet. It is possible until ${speakDay(latest, speech)}.`,
    closed: ({ alternatives }) => `I'm sorry, we are closed that day. ${or(alternatives)}`,
    outside_hours: ({ alternatives }) => `I'm sorry, we are not open at that time. ${or(alternatives)}`,
    staff_unavailable: ({ alternatives }, { staff }) =>
      `I'm sorry, ${staff ? `${staff} is not in` : "nobody is free"} at that time. ${or(alternatives)}`,
    off_grid: ({ alternatives }) => `No appointment starts at exactly that time. ${or(alternatives)}`,
    slot_taken: ({ alternatives }) => `I'm sorry, that time is already taken. ${or(alternatives)}`,
    buffer: ({ alternatives }) => `I'm sorry, that is too tight between two other appointments. ${or(alternatives)}`,

    no_capacity: ({ seatsLeft, alternatives }) =>
      seatsLeft > 0
        ? `I'm sorry, only ${seatsLeft === 1 ? "one place is" : `${seatsLeft} places are`} left then. ${or(alternatives)}`
        : `I'm sorry, that one is full. ${or(alternatives)}`,
    no_resource: ({ alternatives }) => `I'm sorry, we are fully occupied at that time. ${or(alternatives)}`,
    daily_cap: ({ of, alternatives }) =>
      of === "customer"
        ? `You have an appointment of that kind that day already. ${or(alternatives)}`
        : `I'm sorry, that day is fully booked. ${or(alternatives)}`,
    weekly_cap: ({ of, alternatives }) =>
      of === "customer"
        ? `You have an appointment of that kind that week already. ${or(alternatives)}`
        : `I'm sorry, that week is fully booked. ${or(alternatives)}`,
    not_bookable_online: () => "That can only be booked by phone. Shall I help you with it?",

    hold_expired: ({ alternatives }) => `I'm sorry, the time I held for you has lapsed. ${or(alternatives)}`,
    hold_not_found: ({ alternatives }) => `I'm sorry, I can't find that reservation. ${or(alternatives)}`,
    hold_mismatch: () => "That is not the time I was holding for you. Which day and time would you like?",
    hold_extended: () => "I can't hold that time any longer. Shall I book it for you?",
    too_many_holds: () => "I can't hold any more times right now. Shall I book one of them?",

    appointment_not_found: () =>
      "I can't find an upcoming appointment under your number. Did you book with another one, or would you like a new one?",
    ambiguous_appointment: ({ candidates }) =>
      `You have several appointments. Which one do you mean: ${speakTimes(startsOf(candidates), speech)}?`,
    not_your_appointment: () =>
      "I can only change that for the number it was booked with. Which one is it, so that I can send a code there?",
    already_cancelled: () => "That appointment is already cancelled. Would you like to make a new one?",
    already_over: () => "That appointment is over and can no longer be changed.",
    not_confirmed: () => "That appointment is not confirmed, so it cannot be changed.",
    not_pending: () => "That appointment does not wait for an answer any more.",
    request_lapsed: () => "That request has lapsed. Would you like to make a new one?",
    checked_in: () => "You have been checked in for that appointment already, so it can't be changed any more.",
    not_yet: ({ from }) => `That is possible from ${speakTime(from, speech)}.`,
    idempotency_mismatch: () => "Something got mixed up. Please tell me the day and time once more.",
  };
}
