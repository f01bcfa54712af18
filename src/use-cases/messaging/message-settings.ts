import type { MessageSettings, MessageTemplate, WordingPreview } from "../../contracts/message-settings.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import {
  deleteTemplate,
  findMessageSettings,
  listTemplates,
  storeMessageSettings,
  storeTemplate,
  type TemplateKey,
} from "../../db/queries/message-settings.ts";
import { type TenantDb } from "../../db/tenant-db.ts";
import { language } from "../../domain/language.ts";
import { newsKind } from "../../domain/messaging/appointment-news.ts";
import { smsSize } from "../../domain/messaging/sms-segments.ts";
import {
  checkWording,
  fillWording,
  usualWording,
  type Wording,
  type WordingFacts,
  type WordingRefusal,
} from "../../domain/messaging/wording.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type Clerk, dbOf, entryOf } from "../clerk.ts";

export async function changeMessageSettings(clerk: Clerk, settings: MessageSettings): Promise<MessageSettings> {
  const db = dbOf(clerk);
  const facts = { before: await findMessageSettings(db), after: settings };
  const audit = entryOf(clerk, "message_settings.changed", db.tenantId, facts);
  await db.orm.batch([storeMessageSettings(db, settings, clerk.now), auditInsert(db, audit)]);
  return settings;
}

/** Every wording in every language: the business's own, or else the usual one. */
export async function listWordings(db: TenantDb): Promise<MessageTemplate[]> {
  const own = await listTemplates(db);
  const keys = newsKind.options.flatMap((kind) =>
    (["text", "email"] as const).flatMap((channel) =>
      language.options.map((each): TemplateKey => ({ kind, channel, language: each })),
    ),
  );
  return keys.map((key) => {
    const mine = own.find((row) => isFor(row, key));
    const { subject, text } = mine ?? usualWording(key.kind, key.channel, key.language);
    return { ...key, subject, text, isOwn: mine !== undefined };
  });
}

export async function changeWording(
  clerk: Clerk,
  key: TemplateKey,
  wording: Wording,
): Promise<Result<MessageTemplate, WordingRefusal>> {
  const checked = checkChosen(key, wording);
  if (!checked.ok) return checked;
  const db = dbOf(clerk);
  const audit = entryOf(clerk, "message_template.changed", db.tenantId, { ...key, after: checked.value });
  await db.orm.batch([storeTemplate(db, key, checked.value, clerk.now), auditInsert(db, audit)]);
  return ok({ ...key, ...checked.value, isOwn: true });
}

/** Back to the usual wording. */
export async function resetWording(clerk: Clerk, key: TemplateKey): Promise<MessageTemplate> {
  const db = dbOf(clerk);
  const audit = entryOf(clerk, "message_template.reset", db.tenantId, key);
  await db.orm.batch([deleteTemplate(db, key), auditInsert(db, audit)]);
  return { ...key, ...usualWording(key.kind, key.channel, key.language), isOwn: false };
}

/** As a customer would read it, with an example's facts. */
export async function previewWording(
  db: TenantDb,
  key: TemplateKey,
  wording: Wording,
): Promise<Result<WordingPreview, WordingRefusal>> {
  const checked = checkChosen(key, wording);
  if (!checked.ok) return checked;
  const business = (await findTenant(db))?.name ?? "";
  const filled = fillWording(checked.value, { ...examples[key.language], business });
  return ok({ ...filled, size: key.channel === "text" ? smsSize(filled.text) : null });
}

function checkChosen({ channel }: TemplateKey, wording: Wording): Result<Wording, WordingRefusal> {
  if (channel === "email" && wording.subject === null) return err({ field: "subject", rule: "an e-mail needs one" });
  return checkWording(channel === "text" ? { ...wording, subject: null } : wording);
}

const link = `https://frontdesk.example/m/${"x".repeat(22)}`;
const examples: Record<TemplateKey["language"], WordingFacts> = {
  de: {
    name: "Erika Musterfrau",
    business: "",
    branch: "Mitte",
    address: "Torstraße 1, 10119 Berlin",
    phone: "+493023125800",
    service: "Haarschnitt",
    staff: "Anna",
    date: "Mo., 30. November",
    time: "10:00 Uhr",
    link,
  },
  en: {
    name: "Erika Musterfrau",
    business: "",
    branch: "Mitte",
    address: "Torstraße 1, 10119 Berlin",
    phone: "+493023125800",
    service: "Haircut",
    staff: "Anna",
    date: "Mon, 30 November",
    time: "10:00",
    link,
  },
};

function isFor(row: TemplateKey, key: TemplateKey): boolean {
  return row.kind === key.kind && row.channel === key.channel && row.language === key.language;
}
