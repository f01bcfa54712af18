import type { Language } from "../../domain/language.ts";

type ContactTexts = {
  title: string;
  lead: string;
  branch: string;
  phoneHint: string;
  request: string;
  consent(business: string): string;
  send: string;
  errors: { phone: string; request: string; consent: string; tooMany: string };
  thanks: string;
  thanksLead(business: string): string;
  bookNow: string;
  unsubscribe: string;
  unsubscribeLead(business: string): string;
  stop: string;
  stopped: string;
  linkWrong: string;
};

export const contactTexts: Record<Language, ContactTexts> = {
  de: {
    title: "Schreiben Sie uns",
    lead: "Sagen Sie uns, worum es geht. Wir melden uns so schnell wie möglich.",
    branch: "Filiale",
    phoneHint: "Am liebsten eine Handynummer.",
    request: "Worum geht es?",
    consent: (business) =>
      `${business} darf meine Angaben speichern und mich dazu anrufen oder mir schreiben. Ich kann das jederzeit widerrufen.`,
    send: "Absenden",
    errors: {
      phone: "Das ist keine vollständige Telefonnummer.",
      request: "Bitte schreiben Sie kurz, worum es geht.",
      consent: "Ohne Ihr Einverständnis dürfen wir uns nicht melden.",
      tooMany: "Von Ihrem Anschluss kamen sehr viele Anfragen. Bitte warten Sie etwas oder rufen Sie an.",
    },
    thanks: "Danke, wir melden uns",
    thanksLead: (business) => `Ihre Anfrage ist bei ${business} angekommen.`,
    bookNow: "Gleich einen Termin buchen",
    unsubscribe: "Keine solchen E-Mails mehr",
    unsubscribeLead: (business) =>
      `${business} schreibt Ihnen dann keine E-Mails mehr, um die Sie nicht gebeten haben. Nachrichten zu Ihren Terminen kommen weiterhin.`,
    stop: "Abbestellen",
    stopped: "Erledigt. Sie bekommen keine solchen E-Mails mehr.",
    linkWrong: "Dieser Link ist nicht vollständig. Öffnen Sie ihn bitte noch einmal aus der E-Mail.",
  },
  en: {
    title: "Write to us",
    lead: "Tell us what it is about. We will be in touch as soon as we can.",
    branch: "Branch",
    phoneHint: "A mobile number is best.",
    request: "What is it about?",
    consent: (business) =>
      `${business} may store my details and call or write to me about this. I can take that back at any time.`,
    send: "Send",
    errors: {
      phone: "That is no complete phone number.",
      request: "Please write in a few words what it is about.",
      consent: "Without your consent we may not get in touch.",
      tooMany: "Very many requests came from your connection. Please wait a while, or call us.",
    },
    thanks: "Thank you, we will be in touch",
    thanksLead: (business) => `Your request has reached ${business}.`,
    bookNow: "Book an appointment right away",
    unsubscribe: "No more of these e-mails",
    unsubscribeLead: (business) =>
      `${business} will then send you no more e-mails that you have not asked for. News of your appointments keeps coming.`,
    stop: "Unsubscribe",
    stopped: "Done. You will get no more of these e-mails.",
    linkWrong: "This link is not complete. Please open it once more from the e-mail.",
  },
};
