import type { Language } from "../domain/language.ts";

type AlertTexts = {
  title(business: string): string;
  taken(by: string): string;
  take: string;
  phone(number: string): string;
  noWords: string;
  over: string;
  overLead: string;
};

/** Every text of the page behind the link in an emergency's SMS. */
export const alertTexts: Record<Language, AlertTexts> = {
  de: {
    title: (business) => `Notfall bei ${business}`,
    taken: (by) => `Übernommen von ${by}`,
    take: "Ich übernehme",
    phone: (number) => `Rückruf unter ${number}.`,
    noWords: "Die Nachricht dazu steht im Dashboard unter Rückrufe.",
    over: "Dieser Link gilt nicht mehr",
    overLead: "Er war nur einen Tag lang gültig. Im Dashboard stehen alle Notfälle unter Bereitschaft.",
  },
  en: {
    title: (business) => `Emergency at ${business}`,
    taken: (by) => `Taken by ${by}`,
    take: "I take it",
    phone: (number) => `Call back at ${number}.`,
    noWords: "The message is in the dashboard, under callback tasks.",
    over: "This link is over",
    overLead: "It worked for a day. All emergencies are in the dashboard, under on call.",
  },
};
