import { err, ok, type Result } from "../../result.ts";
import type { EpochMs } from "../../time.ts";

/** In UTF-16 units, which bytes of UTF-8 never undercut. */
export const MAX_IMPORT_LENGTH = 2 * 1024 * 1024;
/** Rows of a CSV file; events and their occurrences of a calendar. */
export const MAX_IMPORT_ROWS = 5_000;
export const MAX_FIELD_LENGTH = 2_000;
/** What the booking core takes too. */
const MAX_NAME_LENGTH = 120;

/** An appointment as a file tells it: service and staff are still texts. */
export type AppointmentDraft = {
  /** The row as a spreadsheet numbers it, where the header is 1; or the number of the VEVENT. */
  line: number;
  /** Names it in the system it comes from; an occurrence of a series has one of its own. */
  uid: string | null;
  service: string;
  staff: string | null;
  startsAt: EpochMs;
  endsAt: EpochMs | null;
  customer: DraftCustomer;
  status: "confirmed" | "cancelled";
};

export type DraftCustomer = { name: string; phone: string | null; email: string | null; notes: string | null };

type DraftField =
  | "row"
  | "uid"
  | "service"
  | "staff"
  | "startsAt"
  | "endsAt"
  | "name"
  | "phone"
  | "email"
  | "notes"
  | "status"
  | "recurrence";

export type DraftRule =
  | "missing"
  | "too_long"
  | "malformed"
  /** 04/05/2026 is two dates. */
  | "ambiguous_date"
  | "no_such_date"
  | "missing_date"
  | "missing_time"
  /** The clocks skip it. */
  | "no_such_time"
  | "out_of_range"
  | "not_after_start"
  /** All-day events are not appointments. */
  | "all_day"
  | "unknown_zone"
  | "unsupported"
  | "open_quote"
  | "too_many_cells"
  /** What did not fit was left out; the rest is among the drafts. */
  | "cut"
  /** Letters were lost before: the file was read in another encoding than it was saved in. The rest is a draft. */
  | "lost_letters"
  /** Of service and staff texts: several fit, or none. */
  | "ambiguous"
  | "unknown";

export type FieldProblem = { field: DraftField; rule: DraftRule };
export type DraftProblem = { line: number } & FieldProblem;

/** A line with a problem has no draft, but for the rules `cut`, `lost_letters` and, of one date in a series, `no_such_time`. */
export type ParsedImport = { drafts: AppointmentDraft[]; problems: DraftProblem[] };

/** Why nothing of a file can be read. */
export type FileProblem<Field extends string = string> =
  | { reason: "too_large"; limit: number }
  | { reason: "too_many_rows"; limit: number }
  | { reason: "too_many_columns"; limit: number }
  | { reason: "missing_columns"; fields: Field[] }
  /** The mapping names a header that the file does not have. */
  | { reason: "unknown_column"; column: string }
  | { reason: "no_rows" }
  | { reason: "not_a_calendar" };

type Values<Fields> = { [Name in keyof Fields]: Fields[Name] extends Result<infer Value, unknown> ? Value : never };

/** The values when all fields are fine; else everything that is wrong, to be told at once. */
export function gather<Fields extends Record<string, Result<unknown, FieldProblem>>>(
  fields: Fields,
): Result<Values<Fields>, FieldProblem[]> {
  const problems = Object.values(fields).flatMap((field) => (field.ok ? [] : [field.error]));
  if (problems.length > 0) return err(problems);
  const values = Object.entries(fields).map(([name, field]) => [name, field.ok ? field.value : null]);
  return ok(Object.fromEntries(values) as Values<Fields>); // the same names, each with the value of its own field
}

/** One line of plain text. Nothing in it is ever evaluated, so formulas stay as they are. */
export function readText(field: DraftField, text: string): Result<string | null, FieldProblem> {
  if (text.length > MAX_FIELD_LENGTH) return err({ field, rule: "too_long" });
  const line = text.replaceAll(/\s+/g, " ").trim();
  return ok(line === "" ? null : line);
}

export function readRequired(field: "service" | "name", text: string): Result<string, FieldProblem> {
  const read = readText(field, text);
  if (!read.ok) return read;
  if (read.value === null) return err({ field, rule: "missing" });
  const isTooLong = field === "name" && read.value.length > MAX_NAME_LENGTH;
  return isTooLong ? err({ field, rule: "too_long" }) : ok(read.value);
}

/** Stands for what a decoder could not read. */
const LOST_LETTER = "\ufffd";

/** What would be taken over with letters missing that nobody can restore from it. */
export function findLostLetters({ line, customer }: AppointmentDraft): DraftProblem[] {
  const fields = (["name", "notes"] as const).filter((field) => customer[field]?.includes(LOST_LETTER));
  return fields.map((field) => ({ line, field, rule: "lost_letters" }));
}
