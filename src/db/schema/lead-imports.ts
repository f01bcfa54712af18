import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { BranchId, LeadImportId } from "../../domain/ids.ts";
import type { RowOutcome } from "../../domain/leads/import/decide-row.ts";
import type { LeadMapping } from "../../domain/leads/import/lead-columns.ts";
import type { RowProblem } from "../../domain/leads/import/lead-row.ts";
import { instant, tenantColumn } from "./columns.ts";

export type ImportStatus = "uploading" | "checking" | "checked" | "importing" | "done" | "failed";

/** A file of leads, whose parts lie sealed in R2, and how far it has been read. */
export const leadImports = sqliteTable(
  "lead_imports",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<LeadImportId>().primaryKey(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    name: text("name").notNull(),
    status: text("status").$type<ImportStatus>().notNull(),
    /** Whether everybody in it has agreed to be called and written to. A column of the file can say so of each. */
    hasConsent: integer("has_consent", { mode: "boolean" }).notNull(),
    mapping: text("mapping", { mode: "json" }).$type<LeadMapping>().notNull(),
    headers: text("headers", { mode: "json" }).$type<string[]>().notNull(),
    delimiter: text("delimiter").notNull(),
    parts: integer("parts").notNull(),
    /** The reading: which run of the file, the part it is in, records of that part and of the file that are done. */
    run: integer("run").notNull(),
    part: integer("part").notNull(),
    recordInPart: integer("record_in_part").notNull(),
    line: integer("line").notNull(),
    /** The beginning of a row that goes on in the next part. */
    sealedCarry: text("sealed_carry"),
    created: integer("created").notNull(),
    duplicates: integer("duplicates").notNull(),
    invalid: integer("invalid").notNull(),
    optedOut: integer("opted_out").notNull(),
    failure: text("failure"),
    actor: text("actor").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("lead_imports_created").on(table.tenantId, table.createdAt, table.id),
    index("lead_imports_running").on(table.updatedAt).where(sql`status IN ('checking', 'importing')`),
    index("lead_imports_age").on(table.updatedAt),
  ],
);

/** What became of each row, for a month. */
export const leadImportRows = sqliteTable(
  "lead_import_rows",
  {
    tenantId: tenantColumn(),
    importId: text("import_id").$type<LeadImportId>().notNull(),
    run: integer("run").notNull(),
    line: integer("line").notNull(),
    outcome: text("outcome").$type<RowOutcome>().notNull(),
    reason: text("reason").$type<RowProblem>(),
    phoneIndex: text("phone_index"),
    emailIndex: text("email_index"),
    /** Of a row that was left out: its cells, sealed, to be given back. */
    sealedCells: text("sealed_cells"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.importId, table.run, table.line] }),
    index("lead_import_rows_phone").on(table.tenantId, table.importId, table.run, table.phoneIndex),
    index("lead_import_rows_email").on(table.tenantId, table.importId, table.run, table.emailIndex),
  ],
);
