import type { Language } from "../domain/language.ts";

export type LoginError = "incomplete" | "bad_credentials" | "email_unverified" | "too_many_attempts";

type LoginTexts = {
  doors: Record<"user" | "operator", { title: string; lead: string }>;
  email: string;
  password: string;
  submit: string;
  passkey: string;
  errorPrefix: string;
  errors: Record<LoginError, string>;
  links: Record<"forgot" | "magicLink" | "signup" | "resend", string>;
  demoHint: [before: string, after: string];
};

export const loginTexts: Record<Language, LoginTexts> = {
  de: {
    doors: {
      user: { title: "Anmelden", lead: "Kalender, Anrufe und Kunden an einem Ort." },
      operator: { title: "Betreiber-Anmeldung", lead: "Nur für das Team, das Frontdesk betreibt." },
    },
    email: "E-Mail-Adresse",
    password: "Passwort",
    submit: "Anmelden",
    passkey: "Mit Passkey anmelden",
    errorPrefix: "Fehler",
    errors: {
      incomplete: "Bitte geben Sie Ihre E-Mail-Adresse und Ihr Passwort ein.",
      bad_credentials: "E-Mail-Adresse oder Passwort stimmt nicht. Bitte prüfen Sie beides.",
      email_unverified: "Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse mit dem Link, den wir Ihnen geschickt haben.",
      too_many_attempts: "Zu viele Versuche. Bitte warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
    },
    links: {
      forgot: "Passwort vergessen?",
      magicLink: "Ohne Passwort anmelden",
      signup: "Konto anlegen",
      resend: "Link noch einmal senden",
    },
    demoHint: ["Entwicklungsumgebung: Die Anmeldedaten der Demo zeigt ", " im Terminal."],
  },
  en: {
    doors: {
      user: { title: "Sign in", lead: "Calendar, calls and customers in one place." },
      operator: { title: "Operator sign-in", lead: "For the team that runs Frontdesk only." },
    },
    email: "E-mail address",
    password: "Password",
    submit: "Sign in",
    passkey: "Sign in with a passkey",
    errorPrefix: "Error",
    errors: {
      incomplete: "Please enter your e-mail address and your password.",
      bad_credentials: "E-mail address or password is wrong. Please check both.",
      email_unverified: "Please confirm your e-mail address first, with the link that we sent you.",
      too_many_attempts: "Too many attempts. Please wait a few minutes, then try again.",
    },
    links: {
      forgot: "Forgot your password?",
      magicLink: "Sign in without a password",
      signup: "Create an account",
      resend: "Send the link again",
    },
    demoHint: ["Development: the login of the demo is printed by ", " in the terminal."],
  },
};
