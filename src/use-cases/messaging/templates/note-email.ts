import type { Language } from "../../../domain/language.ts";
import { type RenderedEmail, renderEmail } from "./render-email.tsx";

/** What somebody of the business wrote to a customer, in a frame that says whose words they are. */
export function renderNote(language: Language, { business, text }: { business: string; text: string }): RenderedEmail {
  const subject = language === "de" ? `Nachricht von ${business}` : `A message from ${business}`;
  const paragraphs = text.split(/\n{2,}/).map((part) => part.trim());
  return renderEmail(language, { subject, heading: subject, paragraphs: paragraphs.filter(Boolean) });
}
