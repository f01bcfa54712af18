import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Language } from "../../domain/language.ts";
import type { NewsKind } from "../../domain/messaging/appointment-news.ts";
import type { WordingVariable } from "../../domain/messaging/wording.ts";
import { instant, tenantColumn } from "./columns.ts";

/** By which approved template WhatsApp tells of something when free text would not be delivered. */
export const whatsappTemplateUses = sqliteTable(
  "whatsapp_template_uses",
  {
    tenantId: tenantColumn(),
    kind: text("kind").$type<NewsKind>().notNull(),
    language: text("language").$type<Language>().notNull(),
    name: text("name").notNull(),
    /** As Meta calls it, such as `de` or `en_US`. */
    templateLanguage: text("template_language").notNull(),
    /** What stands at {{1}}, {{2}} and so on. */
    variables: text("variables", { mode: "json" }).$type<WordingVariable[]>().notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.language] })],
);
