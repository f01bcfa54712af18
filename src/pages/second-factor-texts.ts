import type { Language } from "../domain/language.ts";

export type CodeError = "wrong_code" | "too_many_attempts" | "passkey_failed";

type Form = { title: string; lead: string; label: string; submit: string };
export type SecondFactorTexts = {
  errorPrefix: string;
  errors: Record<CodeError, string>;
  app: Form;
  recovery: Form;
  onlyPasskey: { title: string; lead: string };
  withPasskey: string;
  toApp: string;
  toRecovery: string;
  or: string;
  startAgain: string;
};

export const secondFactorTexts: Record<Language, SecondFactorTexts> = {
  de: {
    errorPrefix: "Fehler",
    errors: {
      wrong_code: "Dieser Code stimmt nicht oder wurde schon benutzt. Bitte nehmen Sie den nächsten.",
      too_many_attempts: "Zu viele Versuche. Bitte warten Sie eine Viertelstunde und melden Sie sich dann neu an.",
      passkey_failed: "Der Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, oder nehmen Sie einen Code.",
    },
    app: {
      title: "Bestätigungscode",
      lead: "Öffnen Sie Ihre Authenticator-App und geben Sie den sechsstelligen Code für Frontdesk ein.",
      label: "Code",
      submit: "Weiter",
    },
    recovery: {
      title: "Wiederherstellungscode",
      lead: "Geben Sie einen Ihrer Wiederherstellungscodes ein. Jeder gilt einmal.",
      label: "Wiederherstellungscode",
      submit: "Weiter",
    },
    onlyPasskey: { title: "Noch ein Schritt", lead: "Bestätigen Sie die Anmeldung mit Ihrem Passkey." },
    withPasskey: "Passkey verwenden",
    toApp: "Code aus der App eingeben",
    toRecovery: "Wiederherstellungscode eingeben",
    or: "oder",
    startAgain: "Neu anmelden",
  },
  en: {
    errorPrefix: "Error",
    errors: {
      wrong_code: "This code is wrong or was used before. Please take the next one.",
      too_many_attempts: "Too many attempts. Please wait a quarter of an hour, then sign in again.",
      passkey_failed: "The passkey was not accepted. Try once more, or use a code.",
    },
    app: {
      title: "Verification code",
      lead: "Open your authenticator app and enter the six-digit code for Frontdesk.",
      label: "Code",
      submit: "Continue",
    },
    recovery: {
      title: "Recovery code",
      lead: "Enter one of your recovery codes. Each works once.",
      label: "Recovery code",
      submit: "Continue",
    },
    onlyPasskey: { title: "One more step", lead: "Confirm the sign-in with your passkey." },
    withPasskey: "Use a passkey",
    toApp: "Enter a code from the app",
    toRecovery: "Enter a recovery code",
    or: "or",
    startAgain: "Sign in again",
  },
};
