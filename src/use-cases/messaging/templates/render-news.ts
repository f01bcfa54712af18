import type { AppointmentRow } from "../../../db/queries/appointments.ts";
import type { TemplateRow } from "../../../db/queries/message-settings.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { calendarLinks } from "../../../domain/booking/calendar-links.ts";
import { findService, findStaff } from "../../../domain/booking/rulebook.ts";
import type { Language } from "../../../domain/language.ts";
import type { NewsKind } from "../../../domain/messaging/appointment-news.ts";
import { dayWords } from "../../../domain/messaging/day-words.ts";
import type { MessageBody, MessageChannel } from "../../../domain/messaging/message.ts";
import { fillWording, usualWording, type Wording, type WordingFacts } from "../../../domain/messaging/wording.ts";
import type { BranchAccess } from "../../booking/branch-access.ts";
import { calendarFile } from "../../booking/public/calendar-file.ts";
import { templateFor } from "../whatsapp/window.ts";
import { renderEmail } from "./render-email.tsx";

type Told = { kind: NewsKind; channel: MessageChannel; name: string; link: string };

/** The message in the business's words, or the usual ones. E-mails have the appointment's calendar file attached. */
export async function renderNews(
  { rules }: BranchAccess,
  { db, wordings }: { db: TenantDb; wordings: readonly TemplateRow[] },
  row: AppointmentRow,
  { kind, channel, name, link }: Told,
): Promise<MessageBody> {
  const { language } = row;
  const form = channel === "email" ? ("email" as const) : ("text" as const);
  const own = wordings.find((each) => each.kind === kind && each.channel === form && each.language === language);
  const wording = own ?? usualWording(kind, form, language);
  const facts: WordingFacts = {
    name,
    link,
    business: rules.tenantName,
    branch: rules.branchName,
    address: rules.address,
    phone: rules.phone ?? "",
    service: findService(rules, row.serviceId)?.name ?? "",
    staff: findStaff(rules, row.staffId)?.name ?? "",
    ...dayWords(language, rules.timeZone, row.startsAt),
  };
  const filled = fillWording(wording, facts);
  const template = channel === "whatsapp" ? await templateFor(db, { kind, language }, facts) : {};
  if (form === "text") return { text: filled.text, ...template };
  const calendars = calendarLinks({ ...row, title: `${facts.service} · ${facts.business}`, location: facts.address });
  return {
    ...emailOf(language, rules.tenantName, filled, link && { link, calendars }),
    calendarFile: calendarFile(rules.tenantName, rules, row),
  };
}

const buttons: Record<Language, string> = { de: "Termin ansehen oder ändern", en: "See or change the appointment" };

const calendarTitles: Record<Language, string> = { de: "In Ihren Kalender:", en: "Add to your calendar:" };

type Ways = { link: string; calendars: ReturnType<typeof calendarLinks> };

/** The first paragraph is the greeting, which stands as the heading. Without ways to go when nothing is to come. */
function emailOf(language: Language, business: string, { subject, text }: Wording, ways: Ways | "") {
  const [heading = "", ...paragraphs] = text.split(/\n{2,}/).map((part) => part.trim());
  const content = { subject: subject ?? business, brand: business, heading, paragraphs };
  if (!ways) return renderEmail(language, content);
  const { google, outlook } = ways.calendars;
  const to = [
    { label: "Google", url: google },
    { label: "Outlook", url: outlook },
  ];
  const action = { label: buttons[language], url: ways.link };
  return renderEmail(language, { ...content, action, links: { title: calendarTitles[language], to } });
}
