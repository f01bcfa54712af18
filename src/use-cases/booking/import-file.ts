import type { Appointment } from "../../domain/booking/appointment.ts";
import type { ImportAnswer, ImportedAppointment } from "../../domain/booking/commands.ts";
import type { ColumnMapping } from "../../domain/booking/import/columns.ts";
import {
  type DraftProblem,
  type FileProblem,
  findLostLetters,
  type ParsedImport,
} from "../../domain/booking/import/draft.ts";
import { type MatchedDraft, matchDraft } from "../../domain/booking/import/match-draft.ts";
import { readCsv } from "../../domain/booking/import/read-csv.ts";
import { readIcs } from "../../domain/booking/import/read-ics.ts";
import { durationOf, findService, type ServiceRules } from "../../domain/booking/rulebook.ts";
import { type AppointmentId, type ServiceId, type StaffId } from "../../domain/ids.ts";
import { ok, type Result } from "../../domain/result.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";
import { countryOfBranch } from "../../domain/voice/phone.ts";
import { derivedId } from "../derived-id.ts";
import { newId } from "../new-id.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { type AppointmentToImport, importAppointments, MAX_IMPORTED_MS } from "./import-appointments.ts";

export type FileToImport = {
  format: "csv" | "ics";
  text: string;
  mapping?: ColumnMapping | undefined;
  /** Whose appointments they are where the file names nobody. */
  staffId: StaffId | null;
};

/** What a line of the file becomes. Lines with a problem have no row. */
export type ImportRow = {
  line: number;
  appointment: AppointmentToImport;
  outcome: "new" | "known" | "refused";
  reason: string | null;
};
export type ImportReport = { rows: ImportRow[]; problems: DraftProblem[] };

/** One call of the calendar takes so many; a preview goes in one piece, so that the file's own overlaps show. */
const CHUNK = 100;

/** Reads a file and tells what importing it would do. Changes nothing. */
export async function previewFile(
  access: BranchAccess,
  file: FileToImport,
  now: EpochMs,
): Promise<Result<ImportReport, FileProblem>> {
  const read = await readFile(access, file, now);
  if (!read.ok) return read;
  const { appointments, problems } = read.value;
  const list = appointments.map(({ appointment }) => asNobodys(access, appointment));
  const known = await knownIds(access, list);
  const answer = await askCalendar(access, (calendar, ref) => calendar.previewImport(ref, list));
  return ok({ rows: toRows(appointments, answer, known), problems });
}

/** Reads a file and takes over what it can. The same file again changes nothing. */
export async function importFile(
  access: BranchAccess,
  file: FileToImport,
  { actor, now }: { actor: string; now: EpochMs },
): Promise<Result<ImportReport, FileProblem>> {
  const read = await readFile(access, file, now);
  if (!read.ok) return read;
  const { appointments, problems } = read.value;
  const rows: ImportRow[] = [];
  for (let start = 0; start < appointments.length; start += CHUNK) {
    const chunk = appointments.slice(start, start + CHUNK);
    const list = chunk.map(({ appointment }) => appointment);
    const known = await knownIds(access, list);
    rows.push(...toRows(chunk, await importAppointments(access, list, actor), known));
  }
  return ok({ rows, problems });
}

/** A preview books nothing, so nobody's details need to be sealed for it. */
function asNobodys({ rules }: BranchAccess, appointment: AppointmentToImport): ImportedAppointment {
  const { channel, callId } = appointment;
  const indexes = { phoneIndex: null, emailIndex: null };
  const contact = { customerId: newId("cus"), ...indexes, sealed: "", sealedForCustomer: "" };
  return { ...appointment, contact, source: { channel, callId }, language: rules.language };
}

type Line = { line: number; appointment: AppointmentToImport };

async function readFile(access: BranchAccess, file: FileToImport, now: EpochMs) {
  const parsed = parse(access, file, now);
  if (!parsed.ok) return parsed;
  const problems: DraftProblem[] = [...parsed.value.problems, ...parsed.value.drafts.flatMap(findLostLetters)];
  const appointments: Line[] = [];
  for (const draft of parsed.value.drafts) {
    const matched = matchDraft(draft, access.rules);
    const line = matched.ok ? await toLine(access, file, matched.value, now) : matched;
    if (line.ok) appointments.push(line.value);
    else problems.push(...line.error);
  }
  return ok({ appointments, problems: problems.sort((a, b) => a.line - b.line) });
}

function parse(
  { rules }: BranchAccess,
  { format, text, mapping }: FileToImport,
  now: EpochMs,
): Result<ParsedImport, FileProblem> {
  const options = { timeZone: rules.timeZone, defaultCountry: countryOfBranch(rules) };
  const parsed: Result<ParsedImport, FileProblem> =
    format === "ics" ? readIcs(text, { ...options, now }) : readCsv(text, { ...options, ...(mapping && { mapping }) });
  return parsed;
}

async function toLine(
  access: BranchAccess,
  file: FileToImport,
  draft: MatchedDraft<ServiceId, StaffId>,
  now: EpochMs,
): Promise<Result<Line, DraftProblem[]>> {
  const { line, serviceId, startsAt, status } = draft;
  const service = findService(access.rules, serviceId);
  const staffId = draft.staffId ?? file.staffId ?? onlyMember(service);
  if (!service || !staffId) return { ok: false, error: [{ line, field: "staff", rule: "missing" }] };
  const endsAt = draft.endsAt ?? startsAt + durationOf(service, staffId) * MINUTE_MS;
  if (endsAt - startsAt > MAX_IMPORTED_MS)
    return { ok: false, error: [{ line, field: "endsAt", rule: "out_of_range" }] };
  const id = await importedId(access, draft);
  const made = { channel: "import", callId: null, createdAt: Math.min(now, startsAt), cancelReason: null } as const;
  const past: Appointment["status"] = endsAt <= now ? "completed" : status;
  const customer = draft.customer;
  return ok({
    line,
    appointment: {
      id,
      serviceId,
      staffId,
      startsAt,
      endsAt,
      status: status === "cancelled" ? status : past,
      customer,
      ...made,
    },
  });
}

/** Nobody else can be meant. */
function onlyMember(service: ServiceRules | undefined): StaffId | null {
  const [only, another] = service?.staffIds ?? [];
  return only && !another ? only : null;
}

/** The same line of the same branch has the same id, so that an import can be repeated. */
function importedId(
  { ref }: BranchAccess,
  { uid, startsAt, serviceId, staffId, customer }: MatchedDraft<ServiceId, StaffId>,
): Promise<AppointmentId> {
  const name = uid ?? JSON.stringify([startsAt, serviceId, staffId, customer.name, customer.phone, customer.email]);
  return derivedId("apt", `${ref.branchId}|${name}`);
}

async function knownIds(access: BranchAccess, list: readonly { id: AppointmentId }[]): Promise<Set<AppointmentId>> {
  const ids = list.map(({ id }) => id);
  return new Set(await askCalendar(access, (calendar, ref) => calendar.knownAppointments(ref, ids)));
}

function toRows(lines: readonly Line[], { refused }: ImportAnswer, known: ReadonlySet<AppointmentId>): ImportRow[] {
  const reasons = new Map(refused.map(({ id, reason }) => [id, reason]));
  return lines.map(({ line, appointment }) => {
    const reason = reasons.get(appointment.id) ?? null;
    const outcome = known.has(appointment.id) ? "known" : reason === null ? "new" : "refused";
    return { line, appointment, outcome, reason };
  });
}
