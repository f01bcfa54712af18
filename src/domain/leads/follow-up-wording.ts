import * as z from "zod";
import type { Language } from "../language.ts";

/** What follow-ups can name. `link` is the booking page. */
export const followUpVariable = z.enum(["name", "business", "branch", "phone", "link"]);
export type FollowUpFacts = Record<z.infer<typeof followUpVariable>, string>;

/** Only e-mails have a subject. */
export type FollowUpWords = { subject: string | null; text: string };

export const MAX_FOLLOW_UP = 600;
const NAMED = /\{([^{}]*)\}/g;

/** The first name in braces that is none of ours: it would be sent as it stands. Null: all are. */
export function unknownName(text: string): string | null {
  const names = [...text.matchAll(NAMED)].map(([, name = ""]) => name);
  return names.find((name) => !followUpVariable.safeParse(name).success) ?? null;
}

/** Facts are put in as they are, so a name with braces names nothing. */
export function fillFollowUp({ subject, text }: FollowUpWords, facts: FollowUpFacts): FollowUpWords {
  const fill = (template: string) =>
    template.replaceAll(NAMED, (whole, name: string) => facts[name as keyof FollowUpFacts] ?? whole);
  return { subject: subject === null ? null : fill(subject), text: fill(text).trim() };
}

/** The first answer to somebody who asked, unless the business has its own. */
export const usualFirstWords: Record<Language, string> = {
  de: "{business}: Danke für Ihre Anfrage! Wir melden uns. Oder buchen Sie gleich selbst: {link} STOP beendet Nachrichten.",
  en: "{business}: Thank you for asking! We will be in touch. Or book right away: {link} STOP ends messages.",
};
