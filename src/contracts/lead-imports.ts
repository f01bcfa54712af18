import * as z from "zod";
import { branchId, leadImportId } from "../domain/ids.ts";
import { LEAD_FIELDS } from "../domain/leads/import/lead-columns.ts";
import { rowProblem } from "../domain/leads/import/lead-row.ts";
import { instant } from "./booking.ts";

/** So many rows has a file at most, and so many parts, each of what one request carries. */
export const MAX_LEAD_ROWS = 50_000;
export const MAX_LEAD_PARTS = 100;
export const MAX_PART_LENGTH = 200_000;

export const leadField = z.enum(LEAD_FIELDS);
/** Column header to field; null leaves a column out. */
export const leadMapping = z.record(z.string().max(200), leadField.nullable());

export const leadImportView = z
  .object({
    id: leadImportId,
    branchId,
    name: z.string(),
    /** `checked`: all was read and nothing stored, so that it can be imported now. */
    status: z.enum(["uploading", "checking", "checked", "importing", "done", "failed"]),
    hasConsent: z.boolean(),
    parts: z.int(),
    headers: z.array(z.string()),
    mapping: leadMapping,
    /** Lines that were read so far. */
    lines: z.int(),
    counts: z.object({
      created: z.int(),
      /** Of a lead or a customer that was known before, or of an earlier row. */
      duplicates: z.int(),
      invalid: z.int(),
      optedOut: z.int(),
    }),
    /** Why nothing more is read. */
    failure: z.enum(["open_quote", "too_many_rows"]).nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "LeadImport" });
export type LeadImportView = z.infer<typeof leadImportView>;

export const leadPreview = z
  .object({
    headers: z.array(z.string()),
    mapping: leadMapping,
    rows: z.array(
      z.object({
        line: z.int(),
        name: z.string(),
        phone: z.string().nullable(),
        email: z.string().nullable(),
        request: z.string().nullable(),
        hasConsent: z.boolean(),
        problem: rowProblem.nullable(),
      }),
    ),
  })
  .meta({ id: "LeadPreview" });
export type LeadPreview = z.infer<typeof leadPreview>;
