import Papa from "papaparse";
import type { EpochMs } from "../../time.ts";
import { type CallFacts, emptyCall } from "../call-record.ts";

export const MAX_IMPORTED_ROWS = 200;

export type RowProblem = { field: string; rule: string };
/** `row` counts from 2, as a spreadsheet shows it: the first line names the columns. */
export type CsvCall =
  | { row: number; ok: true; providerCallId: string; facts: CallFacts }
  | { row: number; ok: false; providerCallId: string; problems: RowProblem[] };

/** Names of columns, ours first. Case, blanks and underscores do not matter. */
const COLUMNS = {
  id: ["callid", "id", "anrufid"],
  direction: ["direction", "richtung"],
  from: ["from", "fromnumber", "von"],
  to: ["to", "tonumber", "an", "nach"],
  startedAt: ["startedat", "start", "starttime", "starttimestamp", "beginn"],
  endedAt: ["endedat", "end", "endtime", "endtimestamp", "ende"],
  seconds: ["durationseconds", "seconds", "duration", "dauer"],
  reason: ["disconnectionreason", "endedreason", "grund"],
  cost: ["costcents", "cost", "kosten"],
  summary: ["summary", "callsummary", "zusammenfassung"],
} as const;
type Field = keyof typeof COLUMNS;
type Cells = Partial<Record<Field, string>>;

/** Calls of a file, one a line. Null: it has no column with the calls' ids. */
export function readCallsCsv(text: string): CsvCall[] | null {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: true });
  const [header = [], ...rows] = data;
  const fields = header.map(fieldNamed);
  if (!fields.includes("id")) return null;
  return rows.slice(0, MAX_IMPORTED_ROWS).map((cells, index) => readRow(index + 2, cellsOf(fields, cells)));
}

export function countRows(text: string): number {
  return Math.max(Papa.parse(text, { skipEmptyLines: true }).data.length - 1, 0);
}

function fieldNamed(name: string): Field | null {
  const plain = name.toLowerCase().replaceAll(/[\s_.-]/g, "");
  const fields = Object.keys(COLUMNS) as Field[]; // the keys are the union
  return fields.find((field) => COLUMNS[field].some((known) => known === plain)) ?? null;
}

function cellsOf(fields: readonly (Field | null)[], cells: readonly string[]): Cells {
  const named = fields.flatMap((field, at) => (field && cells[at]?.trim() ? [[field, cells[at].trim()]] : []));
  return Object.fromEntries(named);
}

function readRow(row: number, cells: Cells): CsvCall {
  const problems: RowProblem[] = [];
  const times = {
    startedAt: readInstant(cells, "startedAt", problems),
    endedAt: readInstant(cells, "endedAt", problems),
  };
  const seconds = readNumber(cells, "seconds", problems);
  const costCents = readNumber(cells, "cost", problems);
  const id = cells.id ?? "";
  if (!/^[\w.:-]{1,200}$/.test(id)) problems.push({ field: "call_id", rule: "must be the provider's id of the call" });
  if (times.startedAt === null && !problems.some(({ field }) => field === "startedAt")) {
    problems.push({ field: "startedAt", rule: "is required" });
  }
  if (problems.length > 0) return { row, ok: false, providerCallId: id, problems };
  const span = times.startedAt === null || times.endedAt === null ? null : times.endedAt - times.startedAt;
  const facts: CallFacts = {
    ...emptyCall.facts,
    ...times,
    direction: /^(?:out|aus)/i.test(cells.direction ?? "") ? "outbound" : "inbound",
    status: "ended",
    fromNumber: cells.from?.slice(0, 100) ?? null,
    toNumber: cells.to?.slice(0, 100) ?? null,
    durationMs: seconds === null ? span : Math.round(seconds * 1_000),
    disconnectionReason: cells.reason?.slice(0, 100) ?? null,
    summary: cells.summary?.slice(0, 5_000) ?? null,
    costCents,
  };
  return { row, ok: true, providerCallId: id, facts };
}

function readInstant(cells: Cells, field: "startedAt" | "endedAt", problems: RowProblem[]): EpochMs | null {
  const text = cells[field];
  if (text === undefined) return null;
  const at = /^\d{13}$/.test(text) ? Number(text) : Date.parse(/[zZ]|[+-]\d{2}:?\d{2}$/.test(text) ? text : "");
  if (!Number.isNaN(at)) return at;
  problems.push({ field, rule: "must be an instant with its offset, such as 2026-11-24T10:30:00+01:00" });
  return null;
}

function readNumber(cells: Cells, field: "seconds" | "cost", problems: RowProblem[]): number | null {
  const text = cells[field];
  if (text === undefined) return null;
  const number = Number(text.replace(",", "."));
  if (number >= 0 && number < 10_000_000) return number;
  problems.push({ field, rule: "must be a number, 0 or more" });
  return null;
}
