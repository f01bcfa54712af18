import { and, eq, type InferSelectModel } from "drizzle-orm";
import { type MessageSettings, messageSettings } from "../../contracts/message-settings.ts";
import type { Language } from "../../domain/language.ts";
import type { NewsKind } from "../../domain/messaging/appointment-news.ts";
import { USUAL_QUIET_HOURS } from "../../domain/messaging/reminders.ts";
import { USUAL_COUNTRIES } from "../../domain/messaging/sms-countries.ts";
import type { Wording } from "../../domain/messaging/wording.ts";
import type { EpochMs } from "../../domain/time.ts";
import { messageSettingsTable, messageTemplates } from "../schema/messaging.ts";
import type { TenantDb } from "../tenant-db.ts";

export type TemplateRow = Omit<InferSelectModel<typeof messageTemplates>, "tenantId" | "updatedAt">;
export type TemplateKey = { kind: NewsKind; channel: "text" | "email"; language: Language };

export const usualSettings: MessageSettings = {
  confirms: true,
  reminderMinutes: [1_440, 60],
  quietHours: USUAL_QUIET_HOURS,
  channels: ["sms", "email"],
  countries: [...USUAL_COUNTRIES],
  stopCoversAll: true,
};

export async function findMessageSettings(db: TenantDb): Promise<MessageSettings> {
  const mine = eq(messageSettingsTable.tenantId, db.tenantId);
  const row = await db.orm.select().from(messageSettingsTable).where(mine).get();
  return row ? messageSettings.parse({ ...usualSettings, ...row.settings }) : usualSettings;
}

/** A statement for a batch. */
export function storeMessageSettings(db: TenantDb, settings: MessageSettings, updatedAt: EpochMs) {
  const row = { tenantId: db.tenantId, settings, updatedAt };
  const set = { settings, updatedAt };
  return db.orm
    .insert(messageSettingsTable)
    .values(row)
    .onConflictDoUpdate({ target: messageSettingsTable.tenantId, set });
}

export function listTemplates(db: TenantDb): Promise<TemplateRow[]> {
  const { kind, channel, language, subject, text } = messageTemplates;
  return db.orm
    .select({ kind, channel, language, subject, text })
    .from(messageTemplates)
    .where(eq(messageTemplates.tenantId, db.tenantId))
    .all();
}

/** A statement for a batch. */
export function storeTemplate(db: TenantDb, key: TemplateKey, wording: Wording, updatedAt: EpochMs) {
  const { tenantId, kind, channel, language } = messageTemplates;
  return db.orm
    .insert(messageTemplates)
    .values({ tenantId: db.tenantId, ...key, ...wording, updatedAt })
    .onConflictDoUpdate({ target: [tenantId, kind, channel, language], set: { ...wording, updatedAt } });
}

/** A statement for a batch. */
export function deleteTemplate(db: TenantDb, key: TemplateKey) {
  return db.orm.delete(messageTemplates).where(one(db, key));
}

function one(db: TenantDb, { kind, channel, language }: TemplateKey) {
  return and(
    eq(messageTemplates.tenantId, db.tenantId),
    eq(messageTemplates.kind, kind),
    eq(messageTemplates.channel, channel),
    eq(messageTemplates.language, language),
  );
}
