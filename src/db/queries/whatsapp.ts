import { and, desc, eq, type InferSelectModel } from "drizzle-orm";
import type { Language } from "../../domain/language.ts";
import type { NewsKind } from "../../domain/messaging/appointment-news.ts";
import type { EpochMs } from "../../domain/time.ts";
import { messages } from "../schema/messaging.ts";
import { whatsappTemplateUses as uses } from "../schema/whatsapp.ts";
import type { TenantDb } from "../tenant-db.ts";

export type TemplateUse = Omit<InferSelectModel<typeof uses>, "tenantId" | "updatedAt">;
export type UseKey = { kind: NewsKind; language: Language };

const { kind, language, name, templateLanguage, variables } = uses;
const shown = { kind, language, name, templateLanguage, variables };

/** A handful: kinds times languages. */
export function listTemplateUses(db: TenantDb): Promise<TemplateUse[]> {
  return db.orm.select(shown).from(uses).where(eq(uses.tenantId, db.tenantId)).all();
}

export async function findTemplateUse(db: TenantDb, key: UseKey): Promise<TemplateUse | null> {
  return (await db.orm.select(shown).from(uses).where(one(db, key)).get()) ?? null;
}

/** A statement for a batch. */
export function storeTemplateUse(db: TenantDb, use: TemplateUse, updatedAt: EpochMs) {
  const set = { name: use.name, templateLanguage: use.templateLanguage, variables: use.variables, updatedAt };
  return db.orm
    .insert(uses)
    .values({ ...use, tenantId: db.tenantId, updatedAt })
    .onConflictDoUpdate({ target: [uses.tenantId, uses.kind, uses.language], set });
}

/** A statement for a batch. */
export function deleteTemplateUse(db: TenantDb, key: UseKey) {
  return db.orm.delete(uses).where(one(db, key));
}

/** When whoever has this number last wrote by WhatsApp. */
export async function lastWhatsappAt(db: TenantDb, addressIndex: string): Promise<EpochMs | null> {
  const theirs = and(eq(messages.tenantId, db.tenantId), eq(messages.addressIndex, addressIndex));
  const row = await db.orm
    .select({ at: messages.createdAt })
    .from(messages)
    .where(and(theirs, eq(messages.channel, "whatsapp"), eq(messages.direction, "inbound")))
    .orderBy(desc(messages.createdAt))
    .limit(1)
    .get();
  return row?.at ?? null;
}

function one(db: TenantDb, key: UseKey) {
  return and(eq(uses.tenantId, db.tenantId), eq(uses.kind, key.kind), eq(uses.language, key.language));
}
