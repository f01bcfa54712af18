import type { CallFileReport, ImportedRow } from "../../../contracts/call-import.ts";
import type { VoiceProvider } from "../../../contracts/calls.ts";
import { type Background, type ConnectionEntry, findConnectionEntry } from "../../../db/directory.ts";
import { listKnownCallIds } from "../../../db/queries/calls.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { CallId, ConnectionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import {
  countRows,
  MAX_IMPORTED_ROWS,
  type RowProblem,
  readCallsCsv,
} from "../../../domain/voice/import/read-calls-csv.ts";
import type { Resolution } from "../../../domain/voice/resolve-branch.ts";
import type { ToldCall } from "../../../providers/voice/calls/port.ts";
import { toldByRetell } from "../../../providers/voice/calls/retell-calls.ts";
import { toldByVapi } from "../../../providers/voice/calls/vapi-calls.ts";
import { sha256Hex } from "../../../sha256.ts";
import { auditOf, type Clerk } from "../../clerk.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { callIdOf } from "../call-id.ts";
import { receiveEvent } from "../receive-event.ts";
import { resolveCall } from "../resolve-call.ts";

type CallFile = { format: "csv" | "json"; text: string; dryRun: boolean };
type Read = { row: number; providerCallId: string; problems: RowProblem[]; told: ToldCall | null };
type Placed = Read & { id: CallId; resolution: Resolution };
export type CallFileRefusal = { reason: "not_found"; what: "connection" } | { reason: "unreadable_file"; rule: string };

const NO_LABELS = { agentId: null, namedTenantId: null, namedBranchId: null };

/**
 * Takes calls from a file, for when the vendor's list cannot be asked. Each becomes the last event of its call under a
 * key of its own content: the same file again changes nothing. A dry run stores nothing.
 */
export async function importCallFile(
  clerk: Clerk,
  background: Background,
  id: ConnectionId,
  file: CallFile,
): Promise<Result<CallFileReport, CallFileRefusal>> {
  const { env, actor, now } = clerk;
  const db = tenantDb(env.DB, actor.tenantId);
  const connection = await findConnectionEntry(env, background, id);
  if (connection?.tenantId !== db.tenantId) return err({ reason: "not_found", what: "connection" });
  const read = await readFile(connection.provider, file);
  if (!read.ok) return read;
  const placed = await Promise.all(read.value.rows.map((each) => place(env, background, connection, each)));
  const known = new Set(
    await listKnownCallIds(
      db,
      placed.map((each) => each.id),
    ),
  );
  const rows = placed.map((each) => toRow(each, known));
  const report = { dryRun: file.dryRun, rows, left: read.value.left };
  if (file.dryRun) return ok(report);
  const vault = await tenantVault(env, db);
  const { tenantId, provider } = connection;
  const receiver = { env, background, vault };
  for (const { told, resolution } of placed) {
    if (told) await receiveEvent(receiver, { tenantId, connectionId: id, provider, resolution, ...told }, now);
  }
  const facts = { received: placed.filter(({ told }) => told).length, refused: rows.filter(isInvalid).length };
  await auditOf(clerk, "calls.imported", id, facts);
  return ok(report);
}

const isInvalid = ({ outcome }: ImportedRow) => outcome === "invalid";

async function readFile(
  provider: VoiceProvider,
  { format, text }: CallFile,
): Promise<Result<{ rows: Read[]; left: number }, CallFileRefusal>> {
  const rows = format === "csv" ? await readCsv(text) : await readJson(provider, text);
  if (rows === null) {
    const rule = format === "csv" ? "must have a column call_id" : "must be a list of calls in JSON";
    return err({ reason: "unreadable_file", rule });
  }
  const total = format === "csv" ? countRows(text) : rows.length;
  return ok({ rows: rows.slice(0, MAX_IMPORTED_ROWS), left: Math.max(total - MAX_IMPORTED_ROWS, 0) });
}

async function readCsv(text: string): Promise<Read[] | null> {
  const calls = readCallsCsv(text);
  if (!calls) return null;
  return Promise.all(
    calls.map(async (call) => {
      const { row, providerCallId } = call;
      if (!call.ok) return { row, providerCallId, problems: call.problems, told: null };
      const event = { type: "call_ended" as const, providerCallId, facts: call.facts, labels: NO_LABELS };
      return { row, providerCallId, problems: [], told: { event, dedupeKey: await keyOf(providerCallId, call.facts) } };
    }),
  );
}

/** The call's id follows the kind, as in every key, so that erasure finds it. */
async function keyOf(providerCallId: string, facts: unknown): Promise<string> {
  return `imported:${providerCallId}:${await sha256Hex(JSON.stringify(facts))}`;
}

async function readJson(provider: VoiceProvider, text: string): Promise<Read[] | null> {
  const records = listIn(text);
  if (!records) return null;
  const tell = provider === "retell" ? toldByRetell : toldByVapi;
  return Promise.all(
    records.slice(0, 1_000).map(async (record, index) => {
      const told = await tell(record);
      const problems = told ? [] : [{ field: "", rule: "must be a call as the vendor's API gives it" }];
      return { row: index + 1, providerCallId: told?.event.providerCallId ?? "", problems, told };
    }),
  );
}

/** A list, or what vendors wrap one in. */
function listIn(text: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const list = Array.isArray(parsed) ? parsed : (parsed as { items?: unknown } | null)?.items;
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

async function place(env: Env, background: Background, connection: ConnectionEntry, read: Read): Promise<Placed> {
  const { facts, labels } = read.told?.event ?? {
    facts: { direction: null, fromNumber: null, toNumber: null },
    labels: NO_LABELS,
  };
  const resolution = await resolveCall(env, background, connection, { ...facts, ...labels });
  return { ...read, id: await callIdOf(connection.id, read.providerCallId), resolution };
}

function toRow(
  { row, providerCallId, problems, told, id, resolution }: Placed,
  known: ReadonlySet<CallId>,
): ImportedRow {
  const base = { row, providerCallId, errors: problems };
  if (!told) return { ...base, callId: null, outcome: "invalid" };
  if (known.has(id)) return { ...base, callId: id, outcome: "known" };
  return { ...base, callId: id, outcome: resolution.branchId === null ? "unplaced" : "new" };
}
