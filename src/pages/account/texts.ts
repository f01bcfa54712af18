import { MIN_PASSWORD_LENGTH, type PasswordFlaw } from "../../domain/identity/password-policy.ts";
import type { Language } from "../../domain/language.ts";

export type PageName =
  | "signup"
  | "verify"
  | "verified"
  | "resend"
  | "forgot"
  | "reset"
  | "resetDone"
  | "magicLink"
  | "openMagicLink"
  | "invitation"
  | "confirmEmail"
  | "emailConfirmed"
  | "inbox";

type AccountTexts = {
  pages: Record<PageName, { title: string; lead: string; submit: string }>;
  fields: Record<"business" | "name" | "email" | "password" | "timeZone" | "terms", string>;
  passwordHint: string;
  links: Record<"login" | "signup" | "forgot" | "magicLink" | "resend", string>;
  alerts: Record<
    "link_over" | "too_many_attempts" | "email_not_configured" | "email_taken" | "business_changed",
    string
  >;
  flaws: Record<PasswordFlaw, string>;
  wrong: Record<"required" | "email" | "timeZone" | "terms", string>;
};

export const accountTexts: Record<Language, AccountTexts> = {
  de: {
    pages: {
      signup: {
        title: "Konto anlegen",
        lead: "In zwei Minuten nimmt Frontdesk Ihre Anrufe an.",
        submit: "Konto anlegen",
      },
      verify: {
        title: "Adresse bestätigen",
        lead: "Ein Klick, und Sie können sich anmelden.",
        submit: "Bestätigen",
      },
      verified: { title: "Adresse bestätigt", lead: "Ihr Konto ist bereit.", submit: "" },
      resend: {
        title: "Link noch einmal senden",
        lead: "Wir schicken Ihnen einen neuen Link, um Ihre Adresse zu bestätigen.",
        submit: "Link senden",
      },
      forgot: {
        title: "Passwort vergessen",
        lead: "Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.",
        submit: "Link senden",
      },
      reset: {
        title: "Neues Passwort wählen",
        lead: "Danach werden alle Geräte abgemeldet.",
        submit: "Passwort speichern",
      },
      resetDone: { title: "Passwort gespeichert", lead: "Melden Sie sich nun mit dem neuen Passwort an.", submit: "" },
      magicLink: {
        title: "Ohne Passwort anmelden",
        lead: "Wir schicken Ihnen einen Link, der Sie anmeldet.",
        submit: "Link senden",
      },
      openMagicLink: { title: "Anmelden", lead: "Ein Klick, und Sie sind angemeldet.", submit: "Anmelden" },
      invitation: {
        title: "Einladung annehmen",
        lead: "Wählen Sie Ihren Namen und ein Passwort.",
        submit: "Einladung annehmen",
      },
      confirmEmail: {
        title: "Neue Adresse bestätigen",
        lead: "Ab dann melden Sie sich mit dieser Adresse an.",
        submit: "Bestätigen",
      },
      emailConfirmed: { title: "Adresse geändert", lead: "Melden Sie sich nun mit der neuen Adresse an.", submit: "" },
      inbox: {
        title: "Sehen Sie in Ihr Postfach",
        lead: "Gehört die Adresse zu einem Konto, kommt gleich eine E-Mail mit dem nächsten Schritt. Nichts da? Sehen Sie im Spam-Ordner nach.",
        submit: "",
      },
    },
    fields: {
      business: "Name des Unternehmens",
      name: "Ihr Name",
      email: "E-Mail-Adresse",
      password: "Passwort",
      timeZone: "Zeitzone",
      terms:
        "Ich darf für das Unternehmen handeln und bin einverstanden, dass Frontdesk dessen Anrufe, Termine und Kunden in seinem Auftrag verarbeitet.",
    },
    passwordHint: `Mindestens ${MIN_PASSWORD_LENGTH} Zeichen, darunter Klein- und Großbuchstabe, Ziffer und Sonderzeichen.`,
    links: {
      login: "Zur Anmeldung",
      signup: "Konto anlegen",
      forgot: "Passwort vergessen?",
      magicLink: "Ohne Passwort anmelden",
      resend: "Link noch einmal senden",
    },
    alerts: {
      link_over: "Dieser Link gilt nicht mehr. Er wurde schon benutzt, ist abgelaufen oder unvollständig.",
      too_many_attempts: "Zu viele Versuche. Bitte warten Sie eine Weile und versuchen Sie es dann noch einmal.",
      email_not_configured:
        "Auf dieser Installation ist kein E-Mail-Versand eingerichtet, deshalb kann kein Link geschickt werden.",
      email_taken: "Diese Adresse gehört schon zu einem anderen Konto.",
      business_changed: "Diese Einladung kann nicht mehr angenommen werden. Bitten Sie um eine neue.",
    },
    flaws: {
      too_short: `Mindestens ${MIN_PASSWORD_LENGTH} Zeichen.`,
      too_long: "Höchstens 1.024 Byte.",
      no_lower: "Ein Kleinbuchstabe fehlt.",
      no_upper: "Ein Großbuchstabe fehlt.",
      no_digit: "Eine Ziffer fehlt.",
      no_symbol: "Ein Sonderzeichen fehlt, etwa - oder ein Leerzeichen.",
      breached: "Dieses Passwort ist aus einem Datenleck bekannt. Bitte wählen Sie ein anderes.",
    },
    wrong: {
      required: "Bitte ausfüllen.",
      email: "Bitte geben Sie eine E-Mail-Adresse an.",
      timeZone: "Bitte wählen Sie eine Zeitzone.",
      terms: "Ohne Ihr Einverständnis geht es nicht.",
    },
  },
  en: {
    pages: {
      signup: {
        title: "Create your account",
        lead: "In two minutes Frontdesk takes your calls.",
        submit: "Create account",
      },
      verify: { title: "Confirm your address", lead: "One click, and you can sign in.", submit: "Confirm" },
      verified: { title: "Address confirmed", lead: "Your account is ready.", submit: "" },
      resend: {
        title: "Send the link again",
        lead: "We send you a new link to confirm your address.",
        submit: "Send link",
      },
      forgot: {
        title: "Forgot your password?",
        lead: "We send you a link that lets you choose a new one.",
        submit: "Send link",
      },
      reset: {
        title: "Choose a new password",
        lead: "All devices are signed out afterwards.",
        submit: "Save password",
      },
      resetDone: { title: "Password saved", lead: "Now sign in with your new password.", submit: "" },
      magicLink: {
        title: "Sign in without a password",
        lead: "We send you a link that signs you in.",
        submit: "Send link",
      },
      openMagicLink: { title: "Sign in", lead: "One click, and you are signed in.", submit: "Sign in" },
      invitation: {
        title: "Accept the invitation",
        lead: "Choose your name and a password.",
        submit: "Accept the invitation",
      },
      confirmEmail: {
        title: "Confirm the new address",
        lead: "From then on you sign in with this address.",
        submit: "Confirm",
      },
      emailConfirmed: { title: "Address changed", lead: "Now sign in with the new address.", submit: "" },
      inbox: {
        title: "Look into your inbox",
        lead: "If the address belongs to an account, an e-mail with the next step is on its way. Nothing there? Look into the spam folder.",
        submit: "",
      },
    },
    fields: {
      business: "Name of the business",
      name: "Your name",
      email: "E-mail address",
      password: "Password",
      timeZone: "Time zone",
      terms:
        "I may act for the business and agree that Frontdesk processes its calls, appointments and customers on its behalf.",
    },
    passwordHint: `At least ${MIN_PASSWORD_LENGTH} characters, with lower and upper case, a digit and a symbol.`,
    links: {
      login: "Go to sign-in",
      signup: "Create an account",
      forgot: "Forgot your password?",
      magicLink: "Sign in without a password",
      resend: "Send the link again",
    },
    alerts: {
      link_over: "This link no longer works. It was used before, has expired, or is incomplete.",
      too_many_attempts: "Too many attempts. Please wait a while, then try again.",
      email_not_configured: "E-mail is not set up on this installation, so no link can be sent.",
      email_taken: "This address already belongs to another account.",
      business_changed: "This invitation can no longer be accepted. Ask for a new one.",
    },
    flaws: {
      too_short: `At least ${MIN_PASSWORD_LENGTH} characters.`,
      too_long: "At most 1,024 bytes.",
      no_lower: "A lower-case letter is missing.",
      no_upper: "An upper-case letter is missing.",
      no_digit: "A digit is missing.",
      no_symbol: "A symbol is missing, such as - or a space.",
      breached: "This password is known from a data breach. Please choose another.",
    },
    wrong: {
      required: "Please fill this in.",
      email: "Please enter an e-mail address.",
      timeZone: "Please choose a time zone.",
      terms: "We cannot go on without your consent.",
    },
  },
};
