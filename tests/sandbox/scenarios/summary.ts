import type { Language } from "../../../src/domain/language.ts";
import type { BookedAppointment, OutcomeKind } from "../calls/events.ts";

type Sentence = (appointment: BookedAppointment | undefined) => string;

const named = (one: BookedAppointment | undefined) => (one ? ` (${one.service}, ${one.spoken})` : "");

const sentences: Record<Language, Record<OutcomeKind, Sentence>> = {
  de: {
    booked: (one) => `Die Person hat einen Termin gebucht${named(one)}.`,
    rescheduled: (one) => `Die Person hat gebucht und den Termin noch im Gespräch verschoben${named(one)}.`,
    cancelled: (one) => `Die Person hat gebucht und den Termin noch im Gespräch abgesagt${named(one)}.`,
    nothing_booked: () => "Die Person hat nach einem Termin gefragt; es wurde nichts gebucht.",
    left_during_hold: () => "Ein Termin wurde reserviert, dann hat die Person aufgelegt.",
    rejected: () => "Der Anruf wurde nicht angenommen.",
    failed: () => "Das Gespräch brach wegen einer technischen Störung ab.",
  },
  en: {
    booked: (one) => `The caller booked an appointment${named(one)}.`,
    rescheduled: (one) => `The caller booked and moved the appointment within the call${named(one)}.`,
    cancelled: (one) => `The caller booked and cancelled the appointment within the call${named(one)}.`,
    nothing_booked: () => "The caller asked for an appointment; nothing was booked.",
    left_during_hold: () => "A time was held, then the caller hung up.",
    rejected: () => "The call was not taken.",
    failed: () => "The call broke off because of a technical fault.",
  },
};

/** What the vendor's analysis writes about a call once it is over. */
export function summarise(language: Language, kind: OutcomeKind, appointment: BookedAppointment | undefined): string {
  return sentences[language][kind](appointment);
}
