import type { Language } from "../domain/language.ts";

export type VisitError = "unknown_tenant" | "invalid";
export type SetupError = "too_short" | "not_equal" | "too_many_attempts";

type AdminTexts = {
  errorPrefix: string;
  setup: {
    title: string;
    lead: string;
    password: string;
    again: string;
    rule: string;
    submit: string;
    over: { title: string; lead: string; back: string };
    errors: Record<SetupError, string>;
  };
  home: {
    title: string;
    signedInAs: string;
    visit: string;
    lead: string;
    tenant: string;
    reason: string;
    reasonRule: string;
    minutes: string;
    mode: string;
    read: string;
    write: string;
    submit: string;
    signOut: string;
    errors: Record<VisitError, string>;
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
      rule: "Mindestens 15 Zeichen.",
      submit: "Weiter",
      over: {
        title: "Dieser Link gilt nicht mehr",
        lead: "Er wurde schon benutzt oder ist abgelaufen. Ein anderer Betreiber kann einen neuen erstellen.",
        back: "Zur Anmeldung",
      },
      errors: {
        too_short: "Das Passwort ist zu kurz: mindestens 15 Zeichen.",
        not_equal: "Die beiden Passwörter sind verschieden.",
        too_many_attempts: "Zu viele Versuche. Bitte warten Sie einige Minuten.",
      },
    },
    home: {
      title: "Betrieb",
      signedInAs: "Angemeldet als",
      visit: "In einen Betrieb hineinsehen",
      lead: "Der Betrieb sieht jeden Ihrer Schritte in seinem Protokoll, mit Ihrem Namen und Grund.",
      tenant: "Kennung des Betriebs",
      reason: "Grund",
      reasonRule: "10 bis 500 Zeichen, zum Beispiel die Nummer der Anfrage.",
      minutes: "Dauer",
      mode: "Zugriff",
      read: "Nur ansehen",
      write: "Auch Termine und Katalog ändern",
      submit: "Hineinsehen",
      signOut: "Abmelden",
      errors: {
        unknown_tenant: "Diesen Betrieb gibt es nicht. Die Kennung beginnt mit ten_.",
        invalid: "Bitte füllen Sie alle Felder aus. Der Grund hat 10 bis 500 Zeichen.",
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
      rule: "At least 15 characters.",
      submit: "Continue",
      over: {
        title: "This link is no longer good",
        lead: "It was used before or has expired. Another operator can make a new one.",
        back: "To the sign-in",
      },
      errors: {
        too_short: "The password is too short: at least 15 characters.",
        not_equal: "The two passwords differ.",
        too_many_attempts: "Too many attempts. Please wait a few minutes.",
      },
    },
    home: {
      title: "Operations",
      signedInAs: "Signed in as",
      visit: "Look into a business",
      lead: "The business sees each of your steps in its log, with your name and reason.",
      tenant: "Id of the business",
      reason: "Reason",
      reasonRule: "10 to 500 characters, for example the number of the request.",
      minutes: "For",
      mode: "Access",
      read: "Look only",
      write: "Change appointments and catalogue too",
      submit: "Look inside",
      signOut: "Sign out",
      errors: {
        unknown_tenant: "There is no such business. Its id begins with ten_.",
        invalid: "Please fill in every field. The reason has 10 to 500 characters.",
      },
    },
  },
};
