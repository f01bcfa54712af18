import type { TranscriptLine } from "../../src/contracts/calls.ts";

type Speaker = "agent" | "caller";

const speech = (speaker: Speaker) => (text: string) => ({ kind: "speech", speaker, text }) as const;
const agent = speech("agent");
const caller = speech("caller");

/** A function call of the agent and its answer, as the provider reports them. */
function used(toolCallId: string, name: string, args: object, answer: { say: string; data: object }): TranscriptLine[] {
  const content = JSON.stringify({ ok: true, ...answer });
  return [
    { kind: "function_call", toolCallId, name, arguments: JSON.stringify(args) },
    { kind: "function_result", toolCallId, content },
  ];
}

export type BookedFacts = {
  branch: string;
  service: string;
  staff: string;
  person: string;
  /** "Dienstag, 24. November um 10:30 Uhr" */
  spoken: string;
  wish: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  appointmentId: string;
  serviceId: string;
};

export type Opening = { hello: string; ask: (service: string, wish: string) => string; thanks: string };

export const OPENINGS: Opening[] = [
  {
    hello: "Guten Tag",
    ask: (service, wish) => `Hallo, ich hätte gern einen Termin für ${service}, am liebsten ${wish}.`,
    thanks: "Wunderbar, vielen Dank. Tschüss!",
  },
  {
    hello: "Hallo",
    ask: (service, wish) => `Guten Tag, haben Sie ${wish} noch etwas frei für ${service}?`,
    thanks: "Super, danke. Bis dann!",
  },
  {
    hello: "Schönen guten Tag",
    ask: (service, wish) => `Ja, hallo, ich bräuchte mal wieder ${service}. Ginge ${wish}?`,
    thanks: "Perfekt, das war ja einfach. Auf Wiederhören!",
  },
];

export function greeting(hello: string, branch: string): TranscriptLine {
  return agent(
    `${hello}, hier ist der Salon Morgenrot, Filiale ${branch}. Sie sprechen mit der digitalen Assistentin. Was kann ich für Sie tun?`,
  );
}

export function bookedDialogue(facts: BookedFacts, opening: Opening): TranscriptLine[] {
  const { branch, service, staff, person, spoken, wish, startsAt, endsAt, timeZone, appointmentId, serviceId } = facts;
  const offer = `Am ${spoken} ist bei ${staff} ein Platz frei. Passt Ihnen das?`;
  const done = `Ich habe Sie für ${service} am ${spoken} bei ${staff} eingetragen.`;
  const slot = { startsAt, endsAt, spoken, staff: [staff] };
  const found = { service, serviceId, timeZone, understood: wish, slots: [slot] };
  const booked = { appointmentId, service, staff, startsAt, endsAt, timeZone, spoken };
  return [
    greeting(opening.hello, branch),
    caller(opening.ask(service, wish)),
    ...used("tool_1", "check_availability", { service, when: wish, language: "de" }, { say: offer, data: found }),
    agent(`Gern. ${offer}`),
    caller("Ja, das passt mir gut."),
    agent("Auf welchen Namen darf ich den Termin eintragen?"),
    caller(`${person}.`),
    ...used("tool_2", "book_appointment", { service, startsAt, name: person }, { say: done, data: booked }),
    agent(`Vielen Dank. ${done} Kann ich sonst noch etwas für Sie tun?`),
    caller(opening.thanks),
  ];
}

export type OtherCall = {
  key: string;
  language: "de" | "en";
  /** It is about something that the other branch does not offer. */
  onlyAtMain?: true;
  lines: (branch: string) => TranscriptLine[];
  summary: string | null;
  sentiment: "positive" | "neutral" | "negative" | "unknown";
  successful: boolean;
  disconnectionReason: string;
  seconds: number;
};

const info = {
  say: "Wir haben Dienstag bis Freitag von 9 bis 19 Uhr und Samstag von 9 bis 16 Uhr geöffnet.",
  data: {},
};

/** Calls that led to no new appointment. */
export const OTHER_CALLS: OtherCall[] = [
  {
    key: "hours",
    language: "de",
    lines: (branch) => [
      greeting("Guten Tag", branch),
      caller("Guten Tag, wie lange haben Sie denn am Samstag auf?"),
      ...used("tool_1", "get_business_info", { language: "de" }, info),
      agent("Am Samstag sind wir von 9 bis 16 Uhr für Sie da. Möchten Sie gleich einen Termin?"),
      caller("Nein, danke, ich schaue erst in den Kalender."),
      agent("Sehr gern. Einen schönen Tag noch!"),
    ],
    summary: "Frage nach den Öffnungszeiten am Samstag. Kein Termin gewünscht.",
    sentiment: "neutral",
    successful: true,
    disconnectionReason: "user_hangup",
    seconds: 48,
  },
  {
    key: "price",
    language: "de",
    onlyAtMain: true,
    lines: (branch) => [
      greeting("Hallo", branch),
      caller("Hallo, was kostet bei Ihnen eine Balayage?"),
      ...used("tool_1", "list_services", { language: "de" }, { say: "Balayage: 150 Minuten, 149 Euro.", data: {} }),
      agent("Eine Balayage dauert etwa zweieinhalb Stunden und kostet 149 Euro, Waschen und Föhnen inklusive."),
      caller("Das ist mir im Moment zu viel. Trotzdem danke."),
    ],
    summary: "Frage nach dem Preis einer Balayage (149 Euro). Der Anruferin war es zu teuer.",
    sentiment: "neutral",
    successful: true,
    disconnectionReason: "user_hangup",
    seconds: 63,
  },
  {
    key: "unknown-service",
    language: "de",
    lines: (branch) => [
      greeting("Guten Tag", branch),
      caller("Machen Sie auch Dauerwellen?"),
      ...used("tool_1", "list_services", { language: "de" }, { say: "Dauerwellen bieten wir nicht an.", data: {} }),
      agent("Dauerwellen bieten wir leider nicht an. Bei Farbe, Schnitt und Styling helfen wir Ihnen gern."),
      caller("Schade. Dann frage ich woanders."),
    ],
    summary: "Anruferin wünschte eine Dauerwelle, die nicht angeboten wird.",
    sentiment: "negative",
    successful: false,
    disconnectionReason: "user_hangup",
    seconds: 41,
  },
  {
    key: "english",
    language: "en",
    onlyAtMain: true,
    lines: (branch) => [
      agent(`Hello, this is Salon Morgenrot in ${branch}, you are speaking to the digital assistant. How can I help?`),
      caller("Hi, do I need an appointment for a beard trim or can I just walk in?"),
      agent("Walk-ins are welcome when a chair is free, but an appointment saves you the wait. Shall I look for one?"),
      caller("No thanks, I'll just come by this afternoon."),
    ],
    summary: "Frage auf Englisch, ob Bartpflege ohne Termin möglich ist. Kommt spontan vorbei.",
    sentiment: "positive",
    successful: true,
    disconnectionReason: "user_hangup",
    seconds: 52,
  },
  {
    key: "nothing-free",
    language: "de",
    lines: (branch) => [
      greeting("Guten Tag", branch),
      caller("Ich brauche heute noch Farbe, am besten sofort."),
      ...used(
        "tool_1",
        "check_availability",
        { service: "Farbe", when: "heute" },
        { say: "Heute ist für Farbe nichts mehr frei.", data: { slots: [] } },
      ),
      agent("Heute ist für Farbe leider nichts mehr frei. Darf ich für morgen schauen?"),
      caller("Nein, morgen ist zu spät."),
    ],
    summary: "Wollte noch am selben Tag Farbe. Nichts frei, Alternative abgelehnt.",
    sentiment: "negative",
    successful: false,
    disconnectionReason: "user_hangup",
    seconds: 57,
  },
  {
    key: "person",
    language: "de",
    lines: (branch) => [
      greeting("Guten Tag", branch),
      caller("Ich möchte bitte mit einem Menschen sprechen, es geht um meine Rechnung."),
      agent("Natürlich, ich verbinde Sie mit dem Team. Einen Moment bitte."),
    ],
    summary: "Frage zu einer Rechnung, an das Team weitergeleitet.",
    sentiment: "neutral",
    successful: true,
    disconnectionReason: "call_transfer",
    seconds: 29,
  },
  {
    key: "late",
    language: "de",
    lines: (branch) => [
      greeting("Hallo", branch),
      caller("Ich stehe im Stau und komme zehn Minuten später."),
      agent("Danke, dass Sie Bescheid sagen. Ich gebe es weiter. Fahren Sie vorsichtig."),
      caller("Danke Ihnen!"),
    ],
    summary: "Kundschaft verspätet sich um zehn Minuten.",
    sentiment: "positive",
    successful: true,
    disconnectionReason: "agent_hangup",
    seconds: 33,
  },
  {
    key: "hang-up",
    language: "de",
    lines: (branch) => [greeting("Guten Tag", branch)],
    summary: "Anruf wurde nach der Begrüßung beendet.",
    sentiment: "unknown",
    successful: false,
    disconnectionReason: "user_hangup",
    seconds: 7,
  },
  {
    key: "silence",
    language: "de",
    lines: (branch) => [greeting("Hallo", branch), agent("Sind Sie noch da?")],
    summary: null,
    sentiment: "unknown",
    successful: false,
    disconnectionReason: "inactivity",
    seconds: 34,
  },
];
