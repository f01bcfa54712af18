import Papa from "papaparse";
import { err, ok, type Result } from "../../result.ts";
import { type ColumnMapping, fieldNamed, type ImportField } from "./columns.ts";
import { type FileProblem, MAX_IMPORT_ROWS } from "./draft.ts";

/** `line` is the row as a spreadsheet numbers it. `hasOpenQuote` also of rows with a stray quote. */
export type CsvRow = { line: number; cells: string[]; hasOpenQuote: boolean };
export type CsvTable = { headers: string[]; rows: CsvRow[] };

const DELIMITERS = [";", ",", "\t"];
const MAX_COLUMNS = 200;
/** Excel writes and hides it. */
const DELIMITER_LINE = /^sep=([;,\t])\n/i;

/** Rows with nothing in them are skipped, but counted as lines. */
export function readTable(text: string, mapping: ColumnMapping): Result<CsvTable, FileProblem<ImportField>> {
  const lines = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const content = lines.replace(DELIMITER_LINE, "");
  const delimiter = DELIMITER_LINE.exec(lines)?.[1] ?? findDelimiter(content, mapping);
  const rows = readRows(content, delimiter);
  const [header, ...rest] = rows;
  if (!header) return err({ reason: "no_rows" });
  if (header.cells.length > MAX_COLUMNS) return err({ reason: "too_many_columns", limit: MAX_COLUMNS });
  if (rest.length > MAX_IMPORT_ROWS) return err({ reason: "too_many_rows", limit: MAX_IMPORT_ROWS });
  return ok({ headers: header.cells, rows: rest });
}

/** The one that splits the header into the most columns that we know. */
function findDelimiter(text: string, mapping: ColumnMapping): string {
  const scores = DELIMITERS.map((delimiter) => {
    const [header] = readRows(text, delimiter, 1);
    const known = header?.cells.filter((cell) => fieldNamed(cell) || Object.hasOwn(mapping, cell.trim())) ?? [];
    return { delimiter, known: known.length };
  });
  const best = scores.reduce((one, other) => (other.known > one.known ? other : one));
  return best.delimiter;
}

/** Stops at the first row above `limit`. Row by row, because a file of blank rows would fill the memory. */
function readRows(text: string, delimiter: string, limit = MAX_IMPORT_ROWS + 1): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    step({ data, errors }, parser) {
      line += 1;
      if (data.every((cell) => cell.trim() === "")) return;
      rows.push({ line, cells: data, hasOpenQuote: errors.some(({ type }) => type === "Quotes") });
      if (rows.length > limit) parser.abort();
    },
  });
  return rows;
}
