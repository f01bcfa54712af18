import type { LeadPreview } from "../../../contracts/lead-imports.ts";
import { openCsv, readPart } from "../../../domain/leads/import/csv-stream.ts";
import {
  guessMapping,
  type LeadFileProblem,
  type LeadMapping,
  readLeadColumns,
} from "../../../domain/leads/import/lead-columns.ts";
import { readLeadRow } from "../../../domain/leads/import/lead-row.ts";
import { err, ok, type Result } from "../../../domain/result.ts";

const SHOWN = 20;

/** The first rows of a file as they would be read, and what each column seems to tell. Changes nothing. */
export function previewLeads(
  head: string,
  mapping: LeadMapping,
  country: string,
): Result<LeadPreview, LeadFileProblem> {
  const { text, delimiter } = openCsv(head);
  const [headers, ...records] = readPart("", text, delimiter, true).records;
  if (!headers) return err({ reason: "no_rows" });
  const columns = readLeadColumns(headers, mapping);
  const known = { headers, mapping: { ...guessMapping(headers), ...mapping } };
  // Before somebody has said which column has the number, there is nothing to show of the rows.
  if (!columns.ok) return columns.error.reason === "missing_columns" ? ok({ ...known, rows: [] }) : columns;
  const rows = records.slice(0, SHOWN).flatMap((cells, index): LeadPreview["rows"] => {
    const read = readLeadRow(cells, headers.length, columns.value, country);
    const nothing = { phone: null, email: null, request: null, hasConsent: false };
    const line = index + 2;
    if (!read.ok) return [{ line, ...nothing, name: cells.join(" · ").slice(0, 120), problem: read.error }];
    return read.value ? [{ line, ...read.value, phone: read.value.phone?.e164 ?? null, problem: null }] : [];
  });
  return ok({ ...known, rows });
}
