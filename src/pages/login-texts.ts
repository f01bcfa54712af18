import type { Language } from "../domain/language.ts";

export type LoginError = "incomplete" | "bad_credentials" | "too_many_attempts";

type LoginTexts = {
  title: string;
  lead: string;
  email: string;
  password: string;
  submit: string;
  errorPrefix: string;
  errors: Record<LoginError, string>;
  demoHint: [before: string, after: string];
};

export const loginTexts: Record<Language, LoginTexts> = {
  de: {
    title: "Anmelden",
    lead: "Kalender, Anrufe und Kunden an einem Ort.",
    email: "E-Mail-Adresse",
    password: "Passwort",
    submit: "Anmelden",
    errorPrefix: "Fehler",
    errors: {
      incomplete: "Bitte geben Sie Ihre E-Mail-Adresse und Ihr Passwort ein.",
      bad_credentials: "E-Mail-Adresse oder Passwort stimmt nicht. Bitte prüfen Sie beides.",
      too_many_attempts: "Zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    },
    demoHint: ["Entwicklungsumgebung: Die Anmeldedaten der Demo zeigt ", " im Terminal."],
  },
  en: {
    title: "Sign in",
    lead: "Calendar, calls and customers in one place.",
    email: "E-mail address",
    password: "Password",
    submit: "Sign in",
    errorPrefix: "Error",
    errors: {
      incomplete: "Please enter your e-mail address and your password.",
      bad_credentials: "E-mail address or password is wrong. Please check both.",
      too_many_attempts: "Too many attempts. Please wait a minute, then try again.",
    },
    demoHint: ["Development: the login of the demo is printed by ", " in the terminal."],
  },
};
