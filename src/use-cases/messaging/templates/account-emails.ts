import type { Language } from "../../../domain/language.ts";
import { type EmailContent, type RenderedEmail, renderEmail } from "./render-email.tsx";

/** The e-mails about an account. `url` is absolute and made from PUBLIC_URL. */
export type AccountEmail =
  | { kind: "verify_email"; name: string; business: string; url: string }
  | { kind: "account_exists"; name: string; loginUrl: string; resetUrl: string }
  | { kind: "reset_password"; name: string; url: string }
  | { kind: "password_changed"; name: string; resetUrl: string }
  | { kind: "magic_link"; name: string; url: string }
  | { kind: "invitation"; business: string; inviter: string; url: string }
  | { kind: "change_email"; name: string; url: string }
  | { kind: "email_changed"; name: string; business: string };

export function renderAccountEmail(language: Language, email: AccountEmail): RenderedEmail {
  return renderEmail(language, contents[language](email));
}

const contents: Record<Language, (email: AccountEmail) => EmailContent> = { de: inGerman, en: inEnglish };

function inGerman(email: AccountEmail): EmailContent {
  switch (email.kind) {
    case "verify_email":
      return {
        subject: "Bitte bestätigen Sie Ihre E-Mail-Adresse",
        heading: `Willkommen, ${email.name}`,
        paragraphs: [`Bestätigen Sie Ihre Adresse, und der Empfang von ${email.business} ist startklar.`],
        action: { label: "Adresse bestätigen", url: email.url },
        hints: ["Der Link gilt 24 Stunden und nur einmal. Sie haben sich nicht angemeldet? Dann ignorieren Sie ihn."],
      };
    case "account_exists":
      return {
        subject: "Sie haben bereits ein Konto",
        heading: `Guten Tag, ${email.name}`,
        paragraphs: [
          "Jemand wollte mit Ihrer Adresse ein neues Konto anlegen. Sie haben bereits eines, und daran hat sich nichts geändert.",
          `Passwort vergessen? Hier setzen Sie ein neues: ${email.resetUrl}`,
        ],
        action: { label: "Zur Anmeldung", url: email.loginUrl },
        hints: ["Waren Sie das nicht, müssen Sie nichts tun."],
      };
    case "reset_password":
      return {
        subject: "Neues Passwort setzen",
        heading: `Guten Tag, ${email.name}`,
        paragraphs: ["Für Ihr Konto wurde ein neues Passwort angefordert. Mit diesem Link wählen Sie es."],
        action: { label: "Neues Passwort wählen", url: email.url },
        hints: ["Der Link gilt 30 Minuten und nur einmal. Waren Sie das nicht, bleibt Ihr Passwort, wie es ist."],
      };
    case "password_changed":
      return {
        subject: "Ihr Passwort wurde geändert",
        heading: `Guten Tag, ${email.name}`,
        paragraphs: ["Das Passwort Ihres Kontos wurde soeben geändert. Andere Geräte wurden abgemeldet."],
        action: { label: "Das war ich nicht", url: email.resetUrl },
        hints: ["Waren Sie es selbst, ist nichts zu tun."],
      };
    case "magic_link":
      return {
        subject: "Ihr Link zum Anmelden",
        heading: `Guten Tag, ${email.name}`,
        paragraphs: ["Mit diesem Link melden Sie sich ohne Passwort an."],
        action: { label: "Anmelden", url: email.url },
        hints: ["Der Link gilt 15 Minuten und nur einmal. Geben Sie ihn niemandem weiter."],
      };
    case "invitation":
      return {
        subject: `Einladung zu ${email.business}`,
        heading: `${email.inviter} lädt Sie ein`,
        paragraphs: [`Sie sollen bei ${email.business} mit Frontdesk arbeiten: Kalender, Anrufe und Kunden.`],
        action: { label: "Einladung annehmen", url: email.url },
        hints: ["Der Link gilt sieben Tage und nur einmal. Kennen Sie den Absender nicht, ignorieren Sie ihn."],
      };
    case "change_email":
      return {
        subject: "Bitte bestätigen Sie Ihre neue E-Mail-Adresse",
        heading: `Guten Tag, ${email.name}`,
        paragraphs: ["Diese Adresse soll künftig zu Ihrem Konto gehören. Bis Sie bestätigen, gilt die alte weiter."],
        action: { label: "Neue Adresse bestätigen", url: email.url },
        hints: ["Der Link gilt 24 Stunden und nur einmal."],
      };
    case "email_changed":
      return {
        subject: "Ihre E-Mail-Adresse wurde geändert",
        heading: `Guten Tag, ${email.name}`,
        paragraphs: ["Ihr Konto gehört nun zu einer anderen Adresse. Diese hier wird nicht mehr verwendet."],
        hints: [`Waren Sie das nicht? Wenden Sie sich sofort an die Inhaberin oder den Inhaber von ${email.business}.`],
      };
    default:
      return email satisfies never;
  }
}

function inEnglish(email: AccountEmail): EmailContent {
  switch (email.kind) {
    case "verify_email":
      return {
        subject: "Please confirm your e-mail address",
        heading: `Welcome, ${email.name}`,
        paragraphs: [`Confirm your address, and the front desk of ${email.business} is ready.`],
        action: { label: "Confirm address", url: email.url },
        hints: ["The link works for 24 hours, once. If you did not sign up, ignore it."],
      };
    case "account_exists":
      return {
        subject: "You already have an account",
        heading: `Hello ${email.name}`,
        paragraphs: [
          "Somebody wanted to open a new account with your address. You have one already, and nothing about it has changed.",
          `Forgot your password? Choose a new one here: ${email.resetUrl}`,
        ],
        action: { label: "Go to sign-in", url: email.loginUrl },
        hints: ["If it was not you, there is nothing to do."],
      };
    case "reset_password":
      return {
        subject: "Choose a new password",
        heading: `Hello ${email.name}`,
        paragraphs: ["A new password was asked for your account. This link lets you choose it."],
        action: { label: "Choose a new password", url: email.url },
        hints: ["The link works for 30 minutes, once. If it was not you, your password stays as it is."],
      };
    case "password_changed":
      return {
        subject: "Your password was changed",
        heading: `Hello ${email.name}`,
        paragraphs: ["The password of your account was changed just now. Other devices were signed out."],
        action: { label: "It was not me", url: email.resetUrl },
        hints: ["If it was you, there is nothing to do."],
      };
    case "magic_link":
      return {
        subject: "Your link to sign in",
        heading: `Hello ${email.name}`,
        paragraphs: ["This link signs you in without a password."],
        action: { label: "Sign in", url: email.url },
        hints: ["The link works for 15 minutes, once. Do not hand it on."],
      };
    case "invitation":
      return {
        subject: `Invitation to ${email.business}`,
        heading: `${email.inviter} invites you`,
        paragraphs: [`You are to work with Frontdesk at ${email.business}: calendar, calls and customers.`],
        action: { label: "Accept the invitation", url: email.url },
        hints: ["The link works for seven days, once. If you do not know the sender, ignore it."],
      };
    case "change_email":
      return {
        subject: "Please confirm your new e-mail address",
        heading: `Hello ${email.name}`,
        paragraphs: ["This address is to belong to your account. Until you confirm, the old one stays."],
        action: { label: "Confirm the new address", url: email.url },
        hints: ["The link works for 24 hours, once."],
      };
    case "email_changed":
      return {
        subject: "Your e-mail address was changed",
        heading: `Hello ${email.name}`,
        paragraphs: ["Your account now belongs to another address. This one is no longer used."],
        hints: [`If it was not you, turn to the owner of ${email.business} at once.`],
      };
    default:
      return email satisfies never;
  }
}
