import type { Language } from "../domain/language.ts";

export type SetupError = "weak_password" | "not_equal" | "too_many_attempts";

type AdminTexts = {
  errorPrefix: string;
  setup: {
    title: string;
    lead: string;
    password: string;
    again: string;
    submit: string;
    over: { title: string; lead: string; back: string };
    errors: Record<SetupError, string>;
  };
};

export const adminTexts: Record<Language, AdminTexts> = {
  de: {
    errorPrefix: "Fehler",
    setup: {
      title: "Betreiber-Konto einrichten",
      lead: "Wählen Sie ein Passwort. Danach richten Sie den zweiten Faktor ein.",
      password: "Passwort",
      again: "Passwort wiederholen",
      submit: "Weiter",
      over: {
        title: "Dieser Link gilt nicht mehr",
        lead: "Er wurde schon benutzt oder ist abgelaufen. Ein anderer Betreiber kann einen neuen erstellen.",
        back: "Zur Anmeldung",
      },
      errors: {
        weak_password: "Dieses Passwort genügt nicht.",
        not_equal: "Die beiden Passwörter sind verschieden.",
        too_many_attempts: "Zu viele Versuche. Bitte warten Sie einige Minuten.",
      },
    },
  },
  en: {
    errorPrefix: "Error",
    setup: {
      title: "Set up your operator account",
      lead: "Choose a password. Your second factor comes next.",
      password: "Password",
      again: "Password again",
      submit: "Continue",
      over: {
        title: "This link is no longer good",
        lead: "It was used before or has expired. Another operator can make a new one.",
        back: "To the sign-in",
      },
      errors: {
        weak_password: "This password is not good enough.",
        not_equal: "The two passwords differ.",
        too_many_attempts: "Too many attempts. Please wait a few minutes.",
      },
    },
  },
};
