import * as z from "zod";
import type { Language } from "../language.ts";
import { err, ok, type Result } from "../result.ts";
import type { NewsKind } from "./appointment-news.ts";

/** What wordings can name. `link` opens the appointment for its customer; it is empty once that is over. */
export const wordingVariable = z.enum([
  "name",
  "business",
  "branch",
  "address",
  "phone",
  "service",
  "staff",
  "date",
  "time",
  "link",
]);
export type WordingVariable = z.infer<typeof wordingVariable>;
export type WordingFacts = Record<WordingVariable, string>;

/** SMS have no subject. */
export type Wording = { subject: string | null; text: string };
export type WordingRefusal = { field: "subject" | "text"; rule: string };

export const MAX_WORDING = 600;
const NAMED = /\{([^{}]*)\}/g;

/** A wording that names something we do not know would be sent with its braces. */
export function checkWording(wording: Wording): Result<Wording, WordingRefusal> {
  for (const field of ["subject", "text"] as const) {
    const names = [...(wording[field] ?? "").matchAll(NAMED)].map(([, name = ""]) => name);
    const unknown = names.find((name) => !wordingVariable.safeParse(name).success);
    if (unknown !== undefined)
      return err({ field, rule: `{${unknown}} is not one of ${wordingVariable.options.join(", ")}` });
  }
  return ok(wording);
}

/** Facts are put in as they are, so a name with braces names nothing. A line left empty by a missing fact goes. */
export function fillWording({ subject, text }: Wording, facts: WordingFacts): Wording {
  const fill = (template: string) =>
    template.replaceAll(NAMED, (whole, name: string) => facts[name as WordingVariable] ?? whole);
  const lines = fill(text).split("\n");
  const kept = lines.filter((line, index) => line.trim() !== "" || text.split("\n")[index]?.trim() === "");
  return { subject: subject === null ? null : fill(subject), text: kept.join("\n").trim() };
}

export function usualWording(kind: NewsKind, channel: "text" | "email", language: Language): Wording {
  return usual[language][channel][kind];
}

const german: Record<"text" | "email", Record<NewsKind, Wording>> = {
  text: {
    booked: sms("{business}: Ihr Termin {service} am {date} um {time} ist bestätigt. Ändern: {link}"),
    requested: sms("{business}: Anfrage: {service}, {date}, {time}. Gilt erst, wenn wir bestätigen. {link}"),
    moved: sms("{business}: Ihr Termin {service} ist jetzt am {date} um {time}. Ändern: {link}"),
    cancelled: sms("{business}: Ihr Termin {service} am {date} um {time} ist abgesagt."),
    declined: sms("{business}: Ihre Anfrage {service} am {date} um {time} können wir leider nicht annehmen."),
    reminder: sms("{business}: Erinnerung: {service}, {date}, {time}. JA bestätigt, ABSAGEN sagt ab. {link}"),
  },
  email: {
    booked: {
      subject: "Ihr Termin am {date} um {time}",
      text: "Guten Tag, {name},\n\nIhr Termin ist bestätigt: {service} am {date} um {time}.\n\n{business}, {branch}, {address}",
    },
    requested: {
      subject: "Ihre Anfrage für den {date} um {time}",
      text: "Guten Tag, {name},\n\nIhre Anfrage ist da: {service} am {date} um {time}. Nur diese Zeit ist vorgemerkt, und sie gilt, sobald wir sie bestätigen.\n\n{business}, {branch}, {address}",
    },
    moved: {
      subject: "Ihr Termin ist jetzt am {date} um {time}",
      text: "Guten Tag, {name},\n\nIhr Termin hat eine neue Zeit: {service} am {date} um {time}.\n\n{business}, {branch}, {address}",
    },
    cancelled: {
      subject: "Ihr Termin am {date} ist abgesagt",
      text: "Guten Tag, {name},\n\nIhr Termin {service} am {date} um {time} ist abgesagt.",
    },
    declined: {
      subject: "Ihre Anfrage für den {date}",
      text: "Guten Tag, {name},\n\nIhre Anfrage {service} am {date} um {time} können wir leider nicht annehmen.",
    },
    reminder: {
      subject: "Erinnerung: {service} am {date} um {time}",
      text: "Guten Tag, {name},\n\nwir freuen uns auf Sie: {service} am {date} um {time}.\n\n{business}, {branch}, {address}",
    },
  },
};

const english: Record<"text" | "email", Record<NewsKind, Wording>> = {
  text: {
    booked: sms("{business}: {service} on {date} at {time} is confirmed. Change it: {link}"),
    requested: sms("{business}: your request: {service}, {date}, {time}. It counts once we confirm it. {link}"),
    moved: sms("{business}: {service} is now on {date} at {time}. Change it: {link}"),
    cancelled: sms("{business}: {service} on {date} at {time} is cancelled."),
    declined: sms("{business}: we are sorry that we cannot take your request, {service} on {date} at {time}."),
    reminder: sms("{business}: reminder: {service}, {date}, {time}. YES confirms, NO cancels. {link}"),
  },
  email: {
    booked: {
      subject: "Your appointment on {date} at {time}",
      text: "Hello {name},\n\nyour appointment is confirmed: {service} on {date} at {time}.\n\n{business}, {branch}, {address}",
    },
    requested: {
      subject: "Your request for {date} at {time}",
      text: "Hello {name},\n\nwe have your request: {service} on {date} at {time}. Only this time is kept for you, and it counts once we confirm it.\n\n{business}, {branch}, {address}",
    },
    moved: {
      subject: "Your appointment is now on {date} at {time}",
      text: "Hello {name},\n\nyour appointment has a new time: {service} on {date} at {time}.\n\n{business}, {branch}, {address}",
    },
    cancelled: {
      subject: "Your appointment on {date} is cancelled",
      text: "Hello {name},\n\nyour appointment, {service} on {date} at {time}, is cancelled.",
    },
    declined: {
      subject: "Your request for {date}",
      text: "Hello {name},\n\nwe are sorry that we cannot take your request: {service} on {date} at {time}.",
    },
    reminder: {
      subject: "A reminder: {service} on {date} at {time}",
      text: "Hello {name},\n\nwe look forward to seeing you: {service} on {date} at {time}.\n\n{business}, {branch}, {address}",
    },
  },
};

const usual: Record<Language, typeof german> = { de: german, en: english };

function sms(text: string): Wording {
  return { subject: null, text };
}
