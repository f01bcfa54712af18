import type { Language } from "../../domain/language.ts";

type OfferTexts = {
  title: string;
  keptUntil(clock: string): string;
  take: string;
  request: string;
  pass: string;
  passHint: string;
  /** What the page says once there is nothing to take any more. */
  over: Record<"lapsed" | "left", { title: string; lead: string }>;
  seeFree: string;
  errors: Record<"gone" | "tooMany" | "notAnswered", string>;
};

export const offerTexts: Record<Language, OfferTexts> = {
  de: {
    title: "Für Sie frei geworden",
    keptUntil: (clock) => `Wir halten diesen Termin bis ${clock} Uhr für Sie frei.`,
    take: "Termin annehmen",
    request: "Termin anfragen",
    pass: "Diesmal nicht",
    passHint: "Dann bieten wir ihn anderen an, und Sie stehen nicht mehr auf der Warteliste.",
    over: {
      lapsed: {
        title: "Dieses Angebot gilt nicht mehr",
        lead: "Der Termin wird nicht mehr für Sie frei gehalten. Vielleicht passt Ihnen eine andere Zeit.",
      },
      left: {
        title: "Schade, vielleicht ein andermal",
        lead: "Der Termin wird nicht mehr für Sie frei gehalten, und Sie stehen nicht mehr auf der Warteliste.",
      },
    },
    seeFree: "Freie Zeiten ansehen",
    errors: {
      gone: "Dieser Termin kann nicht mehr gebucht werden.",
      tooMany: "Das waren viele Versuche. Bitte warten Sie etwas.",
      notAnswered: "Bitte beantworten Sie zuerst die Fragen zum Termin.",
    },
  },
  en: {
    title: "A time has become free for you",
    keptUntil: (clock) => `We keep it for you until ${clock}.`,
    take: "Take it",
    request: "Request it",
    pass: "Not this time",
    passHint: "We then offer it to others, and you are no longer on the waitlist.",
    over: {
      lapsed: {
        title: "This offer is over",
        lead: "The time is no longer kept for you. Perhaps another one suits you.",
      },
      left: {
        title: "Perhaps another time",
        lead: "The time is no longer kept for you, and you are no longer on the waitlist.",
      },
    },
    seeFree: "See free times",
    errors: {
      gone: "This time cannot be booked any more.",
      tooMany: "Those were many attempts. Please wait a while.",
      notAnswered: "Please answer the questions about the appointment first.",
    },
  },
};
