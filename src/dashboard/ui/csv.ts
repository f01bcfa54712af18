import { downloadText } from "./download.ts";

export type CsvColumn<Row> = { label: string; text: (row: Row) => string | number | null };

/** What a spreadsheet would run is turned into text: a customer may have called herself "=1+1". */
const RUNS = /^[=+\-@\t\r]/;

export function toCsv<Row>(columns: CsvColumn<Row>[], rows: Row[]): string {
  const lines = [columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ text }) => text(row)))];
  // The mark tells Excel that this is UTF-8.
  return `\uFEFF${lines.map((cells) => cells.map(quote).join(",")).join("\r\n")}\r\n`;
}

export function downloadCsv<Row>(name: string, columns: CsvColumn<Row>[], rows: Row[]): void {
  downloadText(`${name}.csv`, toCsv(columns, rows), "text/csv");
}

function quote(cell: string | number | null): string {
  const text = typeof cell === "string" && RUNS.test(cell) ? `'${cell}` : String(cell ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
