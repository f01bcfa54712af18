import type { Language } from "../../../src/domain/language.ts";
import { greetingOf } from "../../../src/domain/voice/agent/build-plan.ts";
import { spellName } from "../../../src/domain/voice/spell.ts";

/** What both sides say in every script. Sentences that only one script needs live beside that script. */
export type Phrases = {
  greeting(business: string | undefined): string;
  whatDoYouOffer: string;
  wantService(service: string, when: string): string;
  wantNamed(service: string, when: string): string;
  times: readonly [string, ...string[]];
  laterTimes: readonly [string, ...string[]];
  takes(spoken: string): string;
  takesInstead(spoken: string): string;
  orRather(when: string): string;
  askName: string;
  giveName(name: string): string;
  spellBack(name: string): string;
  giveNumber(phone: string): string;
  right: string;
  thanks: string;
  goodbye: string;
  nothingToday: string;
  excuse: string;
};

/** As an agent begins that nobody has changed, with what it must say of itself. */
const usual = (business: string | undefined, language: Language) =>
  greetingOf(business ?? "Frontdesk", { greeting: {}, aiDisclosure: {}, recordingDisclosure: {} }, language);

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const de: Phrases = {
  greeting: (business) => `${usual(business, "de")} Was kann ich für Sie tun?`,
  whatDoYouOffer: "Guten Tag, was bieten Sie denn alles an?",
  wantService: (service, when) => `Ach ja, ${service}. Hätten Sie da ${when} etwas frei?`,
  wantNamed: (service, when) => `Guten Tag, ich hätte gern einen Termin für ${service}, am liebsten ${when}.`,
  times: ["morgen Nachmittag", "übermorgen Vormittag", "nächsten Dienstag", "nächsten Donnerstag Nachmittag"],
  laterTimes: ["nächste Woche Mittwoch", "nächsten Freitag", "in zwei Wochen"],
  takes: (spoken) => `${capitalised(spoken)}, das passt mir gut.`,
  takesInstead: (spoken) => `Schade. Dann nehme ich lieber: ${spoken}.`,
  orRather: (when) => `Hm, und wie sieht es ${when} aus?`,
  askName: "Sehr gern. Auf welchen Namen darf ich den Termin eintragen?",
  giveName: (name) => `${name}.`,
  spellBack: (name) => `${name}, geschrieben ${spellName(name, "de")}. Ist das richtig?`,
  giveNumber: (phone) => `Meine Nummer ist ${phone}.`,
  right: "Ja, genau so.",
  thanks: "Wunderbar, vielen Dank. Bis dann!",
  goodbye: "Danke für Ihren Anruf, auf Wiederhören!",
  nothingToday: "Schade, dann melde ich mich noch einmal. Auf Wiederhören.",
  excuse: "Entschuldigen Sie, unser System antwortet gerade nicht. Bitte rufen Sie gleich noch einmal an.",
};

const en: Phrases = {
  greeting: (business) => `${usual(business, "en")} What can I do for you?`,
  whatDoYouOffer: "Hi there, what do you offer?",
  wantService: (service, when) => `Right, ${service} then. Do you have anything ${when}?`,
  wantNamed: (service, when) => `Hi, I'd like to book ${service}, ideally ${when}.`,
  times: ["tomorrow afternoon", "the day after tomorrow", "next Tuesday", "next Thursday afternoon"],
  laterTimes: ["next Wednesday", "next Friday", "in two weeks"],
  takes: (spoken) => `${capitalised(spoken)} works for me.`,
  takesInstead: (spoken) => `Oh, pity. Then I'll take ${spoken}.`,
  orRather: (when) => `Hm, and how about ${when}?`,
  askName: "Of course. What name shall I put it under?",
  giveName: (name) => `${name}, please.`,
  spellBack: (name) => `${name}, spelled ${spellName(name, "en")}. Is that right?`,
  giveNumber: (phone) => `My number is ${phone}.`,
  right: "Yes, exactly.",
  thanks: "Lovely, thank you. See you then!",
  goodbye: "Thank you for calling, goodbye!",
  nothingToday: "Pity, then I'll call again another time. Bye.",
  excuse: "I'm sorry, our system isn't answering just now. Please call again in a moment.",
};

export const phrases: Record<Language, Phrases> = { de, en };
