import type { CalendarProvider } from "../../../contracts/calendar-sync.ts";
import type { Language } from "../../../domain/language.ts";
import { type RenderedEmail, renderEmail } from "./render-email.tsx";

export type CalendarTrouble = {
  kind: "broken" | "failing";
  provider: CalendarProvider;
  /** What the business knows it by. */
  name: string;
  /** Where it is put right. */
  url: string;
};

const vendors: Record<CalendarProvider, string> = { google: "Google", calcom: "Cal.com", microsoft: "Microsoft 365" };

export function renderCalendarTrouble(language: Language, trouble: CalendarTrouble): RenderedEmail {
  const who = `${vendors[trouble.provider]} · ${trouble.name}`;
  const { url } = trouble;
  return renderEmail(language, language === "de" ? german(trouble, who, url) : english(trouble, who, url));
}

function german({ kind }: CalendarTrouble, who: string, url: string) {
  const action = { label: "Verbindungen öffnen", url };
  if (kind === "broken") {
    return {
      subject: `Kalender getrennt: ${who}`,
      heading: "Ein Kalender lässt uns nicht mehr hinein",
      paragraphs: [
        `${who} nimmt unsere Zugangsdaten nicht mehr an. Bis Sie das Konto neu verbinden, werden dort keine Termine eingetragen, und belegte Zeiten von dort kommen nicht mehr an.`,
        "Ihre Termine bei uns laufen weiter. Was fehlt, wird nach dem Verbinden von selbst nachgetragen.",
      ],
      action,
    };
  }
  return {
    subject: `Kalender wird nicht gelesen: ${who}`,
    heading: "Ein Kalender lässt sich seit etwa einer Stunde nicht lesen",
    paragraphs: [
      `${who} konnte mehrmals nicht gelesen werden. Belegte Zeiten von dort können fehlen, bis es wieder gelingt.`,
      "Wir versuchen es weiter. Sehen Sie nach, ob es den Kalender noch gibt und ob er noch freigegeben ist.",
    ],
    action,
  };
}

function english({ kind }: CalendarTrouble, who: string, url: string) {
  const action = { label: "Open connections", url };
  if (kind === "broken") {
    return {
      subject: `Calendar disconnected: ${who}`,
      heading: "A calendar no longer lets us in",
      paragraphs: [
        `${who} no longer accepts our credentials. Until you connect the account again, no appointments are written there, and its busy time does not reach us.`,
        "Your appointments go on as usual. What is missing there is written by itself once it is connected.",
      ],
      action,
    };
  }
  return {
    subject: `Calendar cannot be read: ${who}`,
    heading: "A calendar could not be read for about an hour",
    paragraphs: [
      `${who} could not be read several times. Its busy time may be missing until it works again.`,
      "We go on trying. Please look whether the calendar still exists and is still shared.",
    ],
    action,
  };
}
