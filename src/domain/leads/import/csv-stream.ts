import Papa from "papaparse";
import { leadFieldNamed } from "./lead-columns.ts";

/** What is left of the part before: the beginning of a row that goes on in the next. */
export type CsvCarry = string;
/** Records of a part in order, blank ones too, and what is left for the next part. */
export type CsvPart = { records: string[][]; carry: CsvCarry; isBroken: boolean };

const DELIMITERS = [";", ",", "\t"];
/** Excel writes and hides it. */
const DELIMITER_LINE = /^sep=([;,\t])\r?\n/i;
/** A longer row has a quote that nobody closed, which would swallow the rest of the file. */
const MAX_ROW_LENGTH = 20_000;

/** The beginning of a file, without what spreadsheets put before it, and how its columns are told apart. */
export function openCsv(text: string): { text: string; delimiter: string } {
  const plain = text.replace(/^\uFEFF/, "");
  const told = DELIMITER_LINE.exec(plain)?.[1];
  const content = plain.replace(DELIMITER_LINE, "");
  return { text: content, delimiter: told ?? findDelimiter(content) };
}

/**
 * Reads a file part by part, so that no more than a part of it is ever in memory. Rows may be cut anywhere: within a cell,
 * within quotes, between CR and LF.
 */
export function readPart(carry: CsvCarry, part: string, delimiter: string, isLast: boolean): CsvPart {
  const whole = carry + part;
  const cut = !isLast && whole.endsWith("\r") ? whole.length - 1 : whole.length;
  const text = whole.slice(0, cut).replaceAll(/\r\n?/g, "\n");
  const parsed = parse(text, delimiter, isLast);
  const left = text.slice(parsed.cursor) + whole.slice(cut);
  const isBroken = left.length > MAX_ROW_LENGTH || parsed.records.some(isTooLong);
  return { records: parsed.records, carry: isLast ? "" : left, isBroken };
}

function isTooLong(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.length > MAX_ROW_LENGTH);
}

/** The one that splits the header into the most columns that we know; else into the most at all. */
function findDelimiter(text: string): string {
  const [header = ""] = text.slice(0, MAX_ROW_LENGTH).split(/\r?\n/, 1);
  const score = (delimiter: string) => {
    const cells = header.split(delimiter).map((cell) => cell.replaceAll('"', ""));
    return cells.filter((cell) => leadFieldNamed(cell)).length * 1_000 + cells.length;
  };
  return DELIMITERS.reduce((one, other) => (score(other) > score(one) ? other : one));
}

function parse(text: string, delimiter: string, isLast: boolean): { records: string[][]; cursor: number } {
  if (text === "") return { records: [], cursor: 0 };
  // The parser behind `Papa.parse`: it alone tells where the last whole row ended.
  const parser = new Papa.Parser({ delimiter, newline: "\n" }) as {
    parse(input: string, base: number, ignoreLastRow: boolean): { data: string[][]; meta: { cursor: number } };
  };
  const { data, meta } = parser.parse(text, 0, !isLast);
  return { records: data, cursor: meta.cursor };
}
