import { dative, joinAnd, joinOr, type SpeechContext } from "../speech-words.ts";
import { speakTime, speakTimes } from "../spoken-time.ts";
import { speakWindow } from "../spoken-window.ts";
import { germanRefusals } from "./german-refusals.ts";
import { firstOptions, MAX_OPTIONS, sentenceCase } from "./options.ts";
import { type Missing, type Offer, type Phrases, type SpokenAppointment, speakRefusal } from "./phrasebook.ts";

const QUESTIONS: Record<Missing, string> = {
  service: "Was darf ich für Sie buchen?",
  when: "An welchem Tag und um wie viel Uhr möchten Sie kommen?",
  name: "Wie ist Ihr Name, bitte?",
  phone: "Unter welcher Telefonnummer erreichen wir Sie?",
  email: "Wie lautet Ihre E-Mail-Adresse?",
  appointment: "Welchen Termin meinen Sie?",
  message: "Was darf ich ausrichten?",
  question: "Was möchten Sie wissen?",
  code: "Wie lautet der Code, Ziffer für Ziffer?",
};

export function germanPhrases(speech: SpeechContext): Phrases {
  const refusals = germanRefusals(speech);
  const time = (startsAt: number) => speakTime(startsAt, speech);
  const times = (starts: readonly number[]) => speakTimes(starts, speech);
  const instead = (nearest: readonly number[]) =>
    nearest.length > 0 ? `Möglich wäre ${times(nearest)}.` : "Soll ich an einem anderen Tag suchen?";
  const describe = ({ startsAt, ...rest }: SpokenAppointment) => `${subject(rest)}, ${time(startsAt)}`;
  return {
    businessInfo: ({ business, branch, address, hours }) => {
      const name = branch === business ? business : `${business}, ${branch}`;
      return `Hier ist ${name}, ${address}.${hours.length > 0 ? ` Unsere Öffnungszeiten: ${hours.join(", ")}.` : ""}`;
    },
    services: (names) => {
      if (names.length === 0) return "Zurzeit können wir hier leider nichts buchen.";
      const named = names.length > MAX_OPTIONS ? [...firstOptions(names), "weitere Leistungen"] : names;
      return `Sie können ${joinAnd(named, "de")} buchen. Was darf es sein?`;
    },

    offerSlots: ({ starts, ...wanted }) => {
      const question = starts.length === 1 ? "Passt Ihnen das?" : "Was passt Ihnen?";
      return `Für ${subject(wanted)} kann ich Ihnen ${times(starts)} anbieten. ${question}`;
    },
    nothingFree: (window, nearest) =>
      `${sentenceCase(onWindow(speakWindow(window, speech)))} ist leider nichts frei. ${instead(nearest)}`,
    closedThen: (window, nearest) =>
      `${sentenceCase(onWindow(speakWindow(window, speech)))} haben wir leider geschlossen. ${instead(nearest)}`,
    whichTime: (starts) => {
      const asked = "Um wie viel Uhr möchten Sie kommen?";
      return starts.length === 0 ? asked : `${asked} Frei ist ${times(starts)}.`;
    },
    held: ({ startsAt, minutes }) => {
      const span = minutes === 1 ? "die nächste Minute" : `die nächsten ${minutes} Minuten`;
      return `Für ${span} halte ich ${time(startsAt)} für Sie frei. Soll ich fest buchen?`;
    },
    booked: (appointment) => `Ihr Termin ist gebucht: ${describe(appointment)}.`,
    askQuestion: (question) => `Eine Frage noch: ${question}`,
    requested: (appointment) =>
      `Ihre Anfrage ist notiert: ${describe(appointment)}. Die Zeit bleibt für Sie frei, bis wir sie bestätigen.`,
    rescheduled: (appointment) => `Ihr Termin ist verschoben: ${describe(appointment)}.`,
    moveRequested: (appointment) =>
      `Ihre neue Zeit ist angefragt: ${describe(appointment)}. Sie bleibt für Sie frei, bis wir sie bestätigen; die alte ist damit aufgegeben.`,
    cancelled: ({ service, startsAt }) => `Ihr Termin ist abgesagt: ${service}, ${time(startsAt)}.`,
    found: (appointments) => {
      const listed = firstOptions(appointments).map(describe);
      if (listed.length === 0)
        return "Unter Ihrer Nummer finde ich keinen kommenden Termin. Haben Sie mit einer anderen gebucht?";
      if (appointments.length === 1) return `Sie haben einen Termin: ${listed[0]}.`;
      const more = appointments.length > MAX_OPTIONS ? ", die nächsten" : "";
      return `Sie haben ${appointments.length} Termine${more}: ${listed.join("; ")}.`;
    },

    isThatRight: ({ name, phone, email }) => {
      const parts = [`Name ${name}`, phone && `Telefon ${phone}`, email && `E-Mail ${email}`].filter(Boolean);
      return `Ich lese vor: ${parts.join(". ")}. Stimmt das so?`;
    },
    waiting: ({ understood, ...wish }) =>
      `Sie stehen auf der Warteliste: ${subject(wish)}, ${understood}. Wird etwas frei, sind Sie der Reihe nach dran.`,
    waitlistFull: () => "Unsere Warteliste ist leider voll. Soll ich eine Nachricht aufnehmen?",
    notKnown: () => "Das weiß ich leider nicht. Soll ich eine Nachricht für das Team aufnehmen?",

    messageTaken: ({ phone, isUrgent }) => {
      const passedOn = `Ich gebe Ihre Nachricht ${isUrgent ? "als dringend " : ""}an das Team weiter.`;
      return phone ? `${passedOn} Es ruft Sie zurück unter ${phone}. Stimmt die Nummer?` : passedOn;
    },

    codeSent: ({ phone }) =>
      `Falls unter ${phone} etwas gebucht ist, kommt dort gleich ein Code an. Bitte lesen Sie ihn mir vor.`,
    codeRight: () => "Danke, das stimmt. Was kann ich für Ihren Termin tun?",
    codeWrong: () => "Der Code stimmt leider nicht. Lesen Sie ihn mir bitte noch einmal Ziffer für Ziffer vor.",
    codeNotPossible: () => "Ich kann gerade leider keinen Code senden. Soll ich dem Team eine Nachricht hinterlassen?",

    ask: (missing) => QUESTIONS[missing],
    unknownService: (options) => `Das bieten wir leider nicht an.${orRather("Möchten Sie stattdessen", options)}`,
    ambiguousService: (options) => `Meinen Sie ${joinOr(firstOptions(options), "de")}?`,
    unknownStaff: (options) => `Diesen Namen finde ich bei uns nicht.${orRather("Meinen Sie", options)}`,
    ambiguousStaff: (options) => `Meinen Sie ${joinOr(firstOptions(options), "de")}?`,

    whenNotUnderstood: () => `Das habe ich leider nicht verstanden. ${QUESTIONS.when}`,
    inThePast: () => "Dieser Zeitpunkt ist schon vorbei. Wann möchten Sie stattdessen kommen?",
    nonexistentTime: () =>
      "Diese Uhrzeit gibt es an dem Tag nicht, weil die Uhr vorgestellt wird. Welche andere Zeit passt Ihnen?",
    repeatedTime: (instants) => `Diese Uhrzeit gibt es an dem Tag zweimal. Meinen Sie ${times(instants)}?`,

    invalidPhone: () =>
      "Diese Telefonnummer stimmt so nicht. Nennen Sie sie mir bitte Ziffer für Ziffer, oder tippen Sie sie ein und drücken Raute?",
    invalidEmail: () => "Diese E-Mail-Adresse stimmt so nicht. Buchstabieren Sie sie bitte noch einmal?",
    numberWithheld: () =>
      "Ihre Nummer ist unterdrückt. Mit welcher haben Sie gebucht, damit ich einen Code dorthin senden kann?",
    technicalTrouble: () => "Einen Moment bitte, das hat gerade nicht geklappt. Versuchen wir es noch einmal.",
    notPlaced: () => "Es tut mir leid, auf dieser Leitung kann ich dabei nicht helfen. Bitte versuchen Sie es später.",
    nobodyButMessage: () => "Im Moment kann ich Sie leider nicht verbinden. Soll ich eine Nachricht aufnehmen?",
    puttingThrough: () => "Einen Moment bitte, ich verbinde Sie.",
    staffBusy: () => "Gerade ist niemand frei. Was kann ich für Sie tun?",
    nobodyAnswers: () =>
      "Es tut mir leid, gerade kann niemand Ihren Anruf annehmen. Bitte versuchen Sie es später noch einmal.",
    notWanted: () => "Es tut mir leid, wir können diesen Anruf nicht annehmen. Auf Wiederhören.",
    nobodyAvailable: () => "Im Moment kann ich Sie leider nicht verbinden. Wie kann ich Ihnen sonst helfen?",

    refusal: (refusal, names) => speakRefusal(refusals, refusal, names),
  };
}

/** "am Dienstag, dem 24. November,", but "heute", "morgen Nachmittag", "von heute bis ...". */
function onWindow(window: string): string {
  if (!/^[A-ZÄÖÜ]/.test(window)) return window;
  const day = dative(window);
  return `am ${/, dem \d+\. \p{L}+( \d{4})?$/u.test(day) ? `${day},` : day}`;
}

function subject({ service, staff }: Pick<Offer, "service" | "staff">): string {
  return staff ? `${service} bei ${staff}` : service;
}

function orRather(question: string, options: readonly string[]): string {
  return options.length > 0 ? ` ${question} ${joinOr(firstOptions(options), "de")}?` : "";
}
