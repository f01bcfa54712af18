import { sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Role } from "../../contracts/identity.ts";
import type { Tier } from "../../domain/identity/limits.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { instant } from "./columns.ts";

export const tenants = sqliteTable(
  "tenants",
  {
    id: text("id").$type<TenantId>().primaryKey(),
    name: text("name").notNull(),
    slug: text("slug").notNull(),
    language: text("language").$type<Language>().notNull(),
    /** The tenant's data key, wrapped by a master key. Empty: erased, and with it all that was ever sealed. */
    wrappedKey: text("wrapped_key").notNull(),
    /** Roles that must sign in with a second factor. Only in development may `owner` be missing. */
    requireSecondFactorFor: text("require_second_factor_for", { mode: "json" })
      .$type<Role[]>()
      .notNull()
      .default(["owner"]),
    keyErasedAt: instant("key_erased_at"),
    /** The colour of the business, "#0f6b5f", in which its booking page is drawn. Null: the product's own. */
    accentColour: text("accent_colour"),
    /** One line below the business's name. */
    tagline: text("tagline"),
    /** Hash and type of the picture of the business, "3f…a1.png": its name among the tenant's files. Null: none. */
    logo: text("logo"),
    createdAt: instant("created_at").notNull(),
    /** How much the tenant may ask of the API; set by the operator. */
    tier: text("tier").$type<Tier>().notNull().default("starter"),
    /** Sites that may show the booking page in a frame. */
    embedOrigins: text("embed_origins", { mode: "json" }).$type<string[]>().notNull().default([]),
  },
  (table) => [uniqueIndex("tenants_slug").on(table.slug)],
);
