import type { Language } from "../domain/language.ts";

type EnrolTexts = {
  title: string;
  lead: string;
  scan: string;
  qrAlt: string;
  byHand: string;
  secret: string;
  confirm: string;
  label: string;
  submit: string;
};

export const enrolTexts: Record<Language, EnrolTexts> = {
  de: {
    title: "Zweiten Faktor einrichten",
    lead: "Ihr Konto braucht einen zweiten Faktor. Einmal einrichten dauert eine Minute.",
    scan: "Scannen Sie den QR-Code mit einer Authenticator-App, zum Beispiel Google Authenticator, 1Password oder Aegis.",
    qrAlt: "QR-Code für die Authenticator-App",
    byHand: "QR-Code geht nicht?",
    secret: "Geben Sie diesen Schlüssel in der App von Hand ein:",
    confirm: "Geben Sie den sechsstelligen Code ein, den die App jetzt zeigt.",
    label: "Code aus der App",
    submit: "Bestätigen",
  },
  en: {
    title: "Set up your second factor",
    lead: "Your account needs a second factor. Setting it up takes a minute, once.",
    scan: "Scan the QR code with an authenticator app, such as Google Authenticator, 1Password or Aegis.",
    qrAlt: "QR code for the authenticator app",
    byHand: "Cannot scan it?",
    secret: "Type this key into the app by hand:",
    confirm: "Enter the six-digit code that the app shows now.",
    label: "Code from the app",
    submit: "Confirm",
  },
};

type RecoveryTexts = { title: string; lead: string; list: string; print: string; next: string; note: string };

export const recoveryTexts: Record<Language, RecoveryTexts> = {
  de: {
    title: "Ihre Wiederherstellungscodes",
    lead: "Drucken Sie diese Codes aus oder bewahren Sie sie sicher auf. Sie werden nur jetzt gezeigt.",
    list: "Wiederherstellungscodes",
    print: "Drucken",
    next: "Ich habe die Codes gesichert – weiter",
    note: "Jeder Code öffnet Ihr Konto einmal, wenn Ihr Telefon nicht zur Hand ist.",
  },
  en: {
    title: "Your recovery codes",
    lead: "Print these codes or keep them in a safe place. They are shown only now.",
    list: "Recovery codes",
    print: "Print",
    next: "I have saved the codes – continue",
    note: "Each code opens your account once, when your phone is not at hand.",
  },
};
