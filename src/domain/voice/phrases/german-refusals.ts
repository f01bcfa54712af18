import type { Slot } from "../../booking/appointment.ts";
import { dative, joinOr, type SpeechContext } from "../speech-words.ts";
import { speakDay, speakTime, speakTimes } from "../spoken-time.ts";
import { firstOptions, startsOf } from "./options.ts";
import type { RefusalPhrases } from "./phrasebook.ts";

export function germanRefusals(speech: SpeechContext): RefusalPhrases {
  /** What else could be had, or a question. */
  const or = (alternatives: readonly Pick<Slot, "startsAt">[]) =>
    alternatives.length > 0 ? `Frei wäre ${speakTimes(startsOf(alternatives), speech)}.` : "Wann passt es Ihnen sonst?";
  const options = (question: string, names: readonly string[]) =>
    names.length > 0 ? ` ${question} ${joinOr(firstOptions(names), "de")}?` : "";

  return {
    branch_closed: () => "Diese Filiale ist leider geschlossen und nimmt keine Termine mehr an.",
    unknown_service: (_, { options: names }) =>
      `Das bieten wir leider nicht an.${options("Möchten Sie stattdessen", names)}`,
    unknown_staff: (_, { options: names }) => `Diesen Namen finde ich bei uns nicht.${options("Meinen Sie", names)}`,
    staff_not_offered: (_, { staff, service, options: others }) =>
      `${staff ?? "Diese Person"} macht ${service ?? "das"} leider nicht.${others.length > 0 ? ` Darf es bei ${joinOr(firstOptions(others), "de")} sein?` : ""}`,
    too_soon: ({ earliest, alternatives }) =>
      alternatives.length > 0
        ? `Das ist leider zu kurzfristig. ${or(alternatives)}`
        : `Das ist leider zu kurzfristig. Möglich ist es ab ${dative(speakDay(earliest, speech))}.`,
    too_far: ({ latest }) =>
      `So weit im Voraus vergeben wir noch keine Termine. Möglich ist es bis ${speakDay(latest, speech)}.`,
    closed: ({ alternatives }) => `An dem Tag haben wir leider geschlossen. ${or(alternatives)}`,
    outside_hours: ({ alternatives }) => `Um diese Zeit haben wir leider nicht geöffnet. ${or(alternatives)}`,
    staff_unavailable: ({ alternatives }, { staff }) =>
      `Um diese Zeit ist ${staff ?? "bei uns niemand"} leider ${staff ? "nicht da" : "frei"}. ${or(alternatives)}`,
    off_grid: ({ alternatives }) => `Um diese Uhrzeit beginnt bei uns kein Termin. ${or(alternatives)}`,
    slot_taken: ({ alternatives }) => `Dieser Termin ist leider schon vergeben. ${or(alternatives)}`,
    buffer: ({ alternatives }) => `Das wird zwischen zwei anderen Terminen leider zu knapp. ${or(alternatives)}`,

    no_capacity: ({ seatsLeft, alternatives }) =>
      seatsLeft > 0
        ? `Da ${seatsLeft === 1 ? "ist leider nur noch ein Platz" : `sind leider nur noch ${seatsLeft} Plätze`} frei. ${or(alternatives)}`
        : `Da ist leider schon alles voll. ${or(alternatives)}`,
    no_resource: ({ alternatives }) => `Um diese Zeit sind wir leider voll belegt. ${or(alternatives)}`,
    daily_cap: ({ of, alternatives }) =>
      of === "customer"
        ? `Sie haben an dem Tag schon einen solchen Termin. ${or(alternatives)}`
        : `Der Tag ist leider ausgebucht. ${or(alternatives)}`,
    weekly_cap: ({ of, alternatives }) =>
      of === "customer"
        ? `Sie haben in der Woche schon einen solchen Termin. ${or(alternatives)}`
        : `Die Woche ist leider ausgebucht. ${or(alternatives)}`,
    not_bookable_online: () => "Das lässt sich nur am Telefon buchen. Darf ich Ihnen dabei helfen?",

    hold_expired: ({ alternatives }) => `Die Vormerkung ist leider abgelaufen. ${or(alternatives)}`,
    hold_not_found: ({ alternatives }) => `Diese Vormerkung finde ich leider nicht. ${or(alternatives)}`,
    hold_mismatch: () =>
      "Das ist etwas anderes als das, was ich für Sie vorgemerkt habe. Welchen Tag und welche Uhrzeit möchten Sie?",
    hold_extended: () => "Länger kann ich die Zeit leider nicht vormerken. Soll ich sie fest buchen?",
    too_many_holds: () => "Mehr Zeiten kann ich im Moment nicht vormerken. Soll ich eine davon fest buchen?",

    appointment_not_found: () =>
      "Unter Ihrer Nummer finde ich keinen kommenden Termin. Haben Sie mit einer anderen gebucht, oder möchten Sie einen neuen?",
    ambiguous_appointment: ({ candidates }) =>
      `Sie haben mehrere Termine. Welchen meinen Sie: ${speakTimes(startsOf(candidates), speech)}?`,
    not_your_appointment: () =>
      "Diesen Termin kann ich nur für die Nummer ändern, mit der er gebucht ist. Welche ist das, damit ich einen Code dorthin senden kann?",
    already_cancelled: () => "Dieser Termin ist schon abgesagt. Möchten Sie einen neuen vereinbaren?",
    already_over: () => "Dieser Termin ist schon vorbei und lässt sich nicht mehr ändern.",
    not_confirmed: () => "Dieser Termin ist nicht bestätigt und lässt sich nicht ändern.",
    not_pending: () => "Dieser Termin wartet nicht mehr auf eine Antwort.",
    request_lapsed: () => "Diese Anfrage ist verfallen. Möchten Sie eine neue stellen?",
    checked_in: () => "Zu diesem Termin sind Sie schon da, er lässt sich nicht mehr ändern.",
    not_yet: ({ from }) => `Das geht ab ${dative(speakTime(from, speech))}.`,
    idempotency_mismatch: () => "Da ist etwas durcheinandergeraten. Nennen Sie mir bitte noch einmal Tag und Uhrzeit.",
  };
}
