import type { Language } from "../domain/language.ts";

export type ErrorPageKind = "not_found" | "data_erased" | "internal";

type ErrorTexts = { title: string; lead: string; home: string };

export const errorTexts: Record<Language, Record<ErrorPageKind, ErrorTexts> & { requestId: string }> = {
  de: {
    not_found: {
      title: "Diese Seite gibt es nicht",
      lead: "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen.",
      home: "Zur Startseite",
    },
    data_erased: {
      title: "Dieses Unternehmen gibt es hier nicht mehr",
      lead: "Seine Daten wurden endgültig gelöscht. Bitte wenden Sie sich direkt an das Unternehmen.",
      home: "Zur Startseite",
    },
    internal: {
      title: "Da ist etwas schiefgegangen",
      lead: "Der Fehler liegt bei uns. Bitte versuchen Sie es in einer Minute noch einmal.",
      home: "Zur Startseite",
    },
    requestId: "Für den Support, Kennung dieser Anfrage:",
  },
  en: {
    not_found: {
      title: "There is no such page",
      lead: "The address may be misspelt, or the page has moved.",
      home: "Go to the start page",
    },
    data_erased: {
      title: "This business is here no longer",
      lead: "Its data was erased for good. Please turn to the business itself.",
      home: "Go to the start page",
    },
    internal: {
      title: "Something went wrong",
      lead: "The fault is ours. Please try again in a minute.",
      home: "Go to the start page",
    },
    requestId: "For support, the id of this request:",
  },
};
