import { err, ok, type Result } from "../../result.ts";
import { type ColumnMapping, type Columns, type ImportField, readColumns } from "./columns.ts";
import { type ImportPlace, readRow } from "./csv-row.ts";
import { type CsvRow, readTable } from "./csv-table.ts";
import {
  type AppointmentDraft,
  type FieldProblem,
  type FileProblem,
  MAX_IMPORT_LENGTH,
  type ParsedImport,
} from "./draft.ts";

export type CsvOptions = ImportPlace & { mapping?: ColumnMapping };

/**
 * Reads appointments from a table with German or English headers, separated by semicolons, commas or tabs. Times without
 * an offset are the branch's. A row with a mistake becomes problems, one for each field; all other rows stay.
 */
export function readCsv(text: string, options: CsvOptions): Result<ParsedImport, FileProblem<ImportField>> {
  if (text.length > MAX_IMPORT_LENGTH) return err({ reason: "too_large", limit: MAX_IMPORT_LENGTH });
  const mapping = options.mapping ?? {};
  const table = readTable(text, mapping);
  if (!table.ok) return table;
  const { headers, rows } = table.value;
  const columns = readColumns(headers, mapping);
  if (!columns.ok) return columns;
  if (rows.length === 0) return err({ reason: "no_rows" });

  const parsed: ParsedImport = { drafts: [], problems: [] };
  for (const row of rows) {
    const draft = readLine(row, headers.length, columns.value, options);
    if (draft.ok) parsed.drafts.push({ line: row.line, ...draft.value });
    else parsed.problems.push(...draft.error.map((problem) => ({ line: row.line, ...problem })));
  }
  return ok(parsed);
}

function readLine(
  { cells, hasOpenQuote }: CsvRow,
  width: number,
  columns: Columns,
  place: ImportPlace,
): Result<Omit<AppointmentDraft, "line">, FieldProblem[]> {
  if (hasOpenQuote) return err([{ field: "row", rule: "open_quote" }]);
  // A separator inside a text without quotes: what stands behind it would be read as something else.
  const hasSurplus = cells.slice(width).some((cell) => cell.trim() !== "");
  if (hasSurplus) return err([{ field: "row", rule: "too_many_cells" }]);
  return readRow((field) => firstFilled(cells, columns.get(field) ?? []), place);
}

function firstFilled(cells: readonly string[], indexes: readonly number[]): string {
  return indexes.map((index) => cells[index] ?? "").find((cell) => cell.trim() !== "") ?? "";
}
