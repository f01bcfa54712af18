import type { Hold } from "../../../domain/booking/appointment.ts";
import { findService, findStaff } from "../../../domain/booking/rulebook.ts";
import type { Language } from "../../../domain/language.ts";
import { dayWords } from "../../../domain/messaging/day-words.ts";
import type { MessageBody, MessageChannel } from "../../../domain/messaging/message.ts";
import { offerUrl } from "../../booking/public/offer-link.ts";
import type { Waiting } from "../waiting-address.ts";
import { renderEmail } from "./render-email.tsx";

type Facts = Record<"name" | "business" | "service" | "staff" | "date" | "time" | "until" | "place" | "link", string>;
type Words = {
  sms(facts: Facts): string;
  subject(facts: Facts): string;
  greeting(facts: Facts): string;
  paragraphs(facts: Facts): string[];
  button: string;
};

const words: Record<Language, Words> = {
  de: {
    sms: ({ business, service, date, time, until, link }) =>
      `${business}: ${service} am ${date} um ${time} ist frei geworden. Bis ${until} für Sie reserviert. Annehmen oder ablehnen: ${link}`,
    subject: ({ service, date, time }) => `Für Sie frei geworden: ${service} am ${date} um ${time}`,
    greeting: ({ name }) => `Guten Tag, ${name},`,
    paragraphs: ({ service, staff, date, time, until, place }) => [
      `Sie stehen auf unserer Warteliste, und es ist etwas frei geworden: ${service} am ${date} um ${time}${staff && ` bei ${staff}`}.`,
      `Wir halten den Termin bis ${until} für Sie frei. Danach bieten wir ihn anderen an.`,
      place,
    ],
    button: "Annehmen oder ablehnen",
  },
  en: {
    sms: ({ business, service, date, time, until, link }) =>
      `${business}: ${service} on ${date} at ${time} has become free. We keep it for you until ${until}. Take it or pass: ${link}`,
    subject: ({ service, date, time }) => `Free for you: ${service} on ${date} at ${time}`,
    greeting: ({ name }) => `Hello ${name},`,
    paragraphs: ({ service, staff, date, time, until, place }) => [
      `you are on our waitlist, and a time has become free: ${service} on ${date} at ${time}${staff && ` with ${staff}`}.`,
      `We keep it for you until ${until}. After that we offer it to others.`,
      place,
    ],
    button: "Take it or pass",
  },
};

/** What somebody who waits is told of a time that is held for them, with the link by which they take it. */
export function renderOffer(
  { access, entry }: Waiting,
  offer: Hold,
  { name, channel }: { name: string; channel: MessageChannel },
): MessageBody {
  const { rules } = access;
  const { language } = entry;
  const facts: Facts = {
    name,
    business: rules.tenantName,
    service: findService(rules, offer.serviceId)?.name ?? "",
    staff: findStaff(rules, offer.staffId)?.name ?? "",
    ...dayWords(language, rules.timeZone, offer.startsAt),
    until: dayWords(language, rules.timeZone, offer.expiresAt).time,
    place: [rules.tenantName, rules.branchName, rules.address].filter(Boolean).join(", "),
    link: offerUrl(access, entry.id),
  };
  const { sms, subject, greeting, paragraphs, button } = words[language];
  if (channel !== "email") return { text: sms(facts) };
  const content = { subject: subject(facts), brand: rules.tenantName, heading: greeting(facts) };
  return renderEmail(language, {
    ...content,
    paragraphs: paragraphs(facts),
    action: { label: button, url: facts.link },
  });
}
