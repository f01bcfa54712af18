import type { Language } from "../../../domain/language.ts";
import { type RenderedEmail, renderEmail } from "./render-email.tsx";

/** The link to a customer's own pages at a business. `url` is absolute and made from PUBLIC_URL. */
export function renderPortalLink(
  language: Language,
  { business, url }: { business: string; url: string },
): RenderedEmail {
  if (language === "de") {
    return renderEmail(language, {
      subject: `Ihre Termine bei ${business}`,
      heading: "Ihre Termine",
      paragraphs: [`Mit diesem Link sehen Sie alle Termine, die Sie bei ${business} mit dieser Adresse gebucht haben.`],
      action: { label: "Meine Termine öffnen", url },
      hints: ["Der Link gilt 15 Minuten und nur einmal. Haben Sie ihn nicht angefordert, ist nichts zu tun."],
    });
  }
  return renderEmail(language, {
    subject: `Your appointments at ${business}`,
    heading: "Your appointments",
    paragraphs: [`This link shows all appointments that you booked at ${business} with this address.`],
    action: { label: "Open my appointments", url },
    hints: ["The link works for 15 minutes, once. If you did not ask for it, there is nothing to do."],
  });
}

/** To an owner: a customer takes back their consent. */
export function renderErasureRequest(language: Language, customer: string): RenderedEmail {
  if (language === "de") {
    return renderEmail(language, {
      subject: "Bitte um Löschung von Kundendaten",
      heading: "Eine Kundin oder ein Kunde bittet um Löschung",
      paragraphs: [
        `${customer} hat die Einwilligung widerrufen und bittet darum, die gespeicherten Daten zu löschen.`,
        "Antworten Sie innerhalb eines Monats (DSGVO, Artikel 12 und 17), und sagen Sie, was Sie aufbewahren müssen.",
      ],
    });
  }
  return renderEmail(language, {
    subject: "A customer asks to be erased",
    heading: "A customer asks to be erased",
    paragraphs: [
      `${customer} has withdrawn the consent and asks you to erase the data that is stored.`,
      "Answer within one month (GDPR, articles 12 and 17), and tell what you must keep.",
    ],
  });
}
