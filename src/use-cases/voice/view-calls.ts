import { type CallQualityView, type RecordingView, usualCallSettings } from "../../contracts/call-care.ts";
import type { CallSummaryView, CallView } from "../../contracts/calls.ts";
import { openCall } from "../../db/call-rows.ts";
import { appointmentIdsByCalls } from "../../db/queries/appointments.ts";
import { findCallSettings } from "../../db/queries/call-care.ts";
import { findQuality, type QualityRow, scoresOf } from "../../db/queries/call-quality.ts";
import { findRecording, type RecordingRow } from "../../db/queries/call-recordings.ts";
import {
  type CallFilter,
  type CallRow,
  findCall,
  listCallAgents,
  listCalls,
  listCallsOfCustomer,
} from "../../db/queries/calls.ts";
import type { CustomerRow } from "../../db/queries/customers.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { AppointmentId, CallId, TenantId } from "../../domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import { soughtWords } from "../../domain/voice/call-words.ts";
import { isSpamCall } from "../../domain/voice/missed-call.ts";
import { indexOfNumber } from "../customers/index-of-number.ts";
import { tenantVault } from "../tenant-vault.ts";

/** Whose calls, and which of them are seen: whoever has one calendar alone sees what led to an appointment on it. */
type Seer = { tenantId: TenantId; sight: Sight };

/** As it is asked for: instants in RFC 3339, a number as people write it. */
type AskedCalls = Pick<CallFilter, "branchId" | "status" | "agentId" | "maxScore"> & {
  from?: string | undefined;
  to?: string | undefined;
  number?: string | undefined;
  search?: string | undefined;
};

/** Calls, newest first. */
export async function listCallViews(
  env: Env,
  { tenantId, sight }: Seer,
  { from, to, number, search, ...filter }: AskedCalls,
  page: Page,
): Promise<Paged<CallSummaryView>> {
  const db = tenantDb(env.DB, tenantId);
  const window = { ...(from && { from: Date.parse(from) }), ...(to && { to: Date.parse(to) }) };
  const phoneIndex = number ? await indexOfNumber(db, await tenantVault(env, db), number) : undefined;
  const words = search === undefined ? undefined : await tokensOf(env, db, search);
  // No number, so nobody's; and nothing that could be found.
  if (phoneIndex === null || words?.length === 0) return { items: [], nextCursor: null };
  return toPageView(env, { db, sight }, await listCalls(db, { ...filter, ...window, phoneIndex, words, sight }, page));
}

async function tokensOf(env: Env, db: TenantDb, search: string): Promise<string[][]> {
  const vault = await tenantVault(env, db);
  return Promise.all(soughtWords(search).map((spellings) => vault.wordTokens(spellings)));
}

/** The agents that spoke with anybody, by the names that their providers give them. */
export function listCallAgentNames(env: Env, tenantId: TenantId): Promise<string[]> {
  return listCallAgents(tenantDb(env.DB, tenantId));
}

/** Calls of one customer, newest first. */
export async function listCallViewsOfCustomer(
  env: Env,
  { tenantId, sight }: Seer,
  customer: Pick<CustomerRow, "id" | "phoneIndex">,
  page: Page,
): Promise<Paged<CallSummaryView>> {
  const db = tenantDb(env.DB, tenantId);
  return toPageView(env, { db, sight }, await listCallsOfCustomer(db, { ...customer, sight }, page));
}

async function toPageView(
  env: Env,
  { db, sight }: { db: TenantDb; sight: Sight },
  { items, nextCursor }: Paged<CallRow>,
): Promise<Paged<CallSummaryView>> {
  const ids = items.map((row) => row.id);
  const [vault, made, scores] = await Promise.all([
    tenantVault(env, db),
    appointmentIdsByCalls(db, ids, sight),
    scoresOf(db, ids),
  ]);
  const views = items.map(async (row) => {
    const known = { appointmentIds: made.get(row.id) ?? [], score: scores.get(row.id) ?? null };
    const { transcript: _, recordingUrl: __, ...summary } = await toCallView(env, vault, row, known);
    return summary;
  });
  return { items: await Promise.all(views), nextCursor };
}

/** Null when this tenant has no such call, or the actor does not see it. */
export async function findCallView(env: Env, { tenantId, sight }: Seer, id: CallId): Promise<CallView | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findCall(db, id, sight);
  if (!row) return null;
  const [made, quality, recording, settings] = await Promise.all([
    appointmentIdsByCalls(db, [id], sight),
    findQuality(db, id),
    findRecording(db, id),
    findCallSettings(db),
  ]);
  const known = { appointmentIds: made.get(id) ?? [], score: quality?.score ?? null };
  const view = await toCallView(env, await tenantVault(env, db), row, known);
  const wordsUntil =
    row.wordsErasedAt === null ? row.createdAt + (settings ?? usualCallSettings).wordDays * DAY_MS : null;
  const care = { quality: toQualityView(quality), recording: recording && toRecordingView(recording) };
  return { ...view, ...care, wordsUntil: toInstant(wordsUntil) };
}

type Known = { appointmentIds: AppointmentId[]; score: number | null };

async function toCallView(
  env: Env,
  vault: Vault,
  row: CallRow,
  { appointmentIds, score }: Known,
): Promise<Omit<CallView, "quality" | "recording" | "wordsUntil">> {
  const { facts } = await openCall(env, vault, row);
  return {
    id: row.id,
    branchId: row.branchId,
    provider: row.provider,
    providerCallId: row.providerCallId,
    direction: row.direction,
    status: row.status,
    agentId: row.agentId,
    fromNumber: facts.fromNumber,
    toNumber: facts.toNumber,
    language: row.language,
    startedAt: toInstant(row.startedAt),
    endedAt: toInstant(row.endedAt),
    durationMs: row.durationMs,
    disconnectionReason: row.disconnectionReason,
    summary: facts.summary,
    successful: row.successful,
    sentiment: row.sentiment,
    costCents: row.costCents,
    score,
    appointmentIds,
    isSpam: isSpamCall(row),
    createdAt: new Date(row.createdAt).toISOString(),
    transcript: facts.transcript ?? [],
    recordingUrl: facts.recordingUrl,
  };
}

function toQualityView(row: QualityRow | null): CallQualityView | null {
  if (!row || row.score === null) return null;
  const { score, findings, scoredAt, seenAt } = row;
  return { score, findings, scoredAt: toInstant(scoredAt), seenAt: toInstant(seenAt) };
}

function toRecordingView({ state, reason, bytes, expiresAt }: RecordingRow): RecordingView {
  return { state, reason, bytes, expiresAt: toInstant(expiresAt) };
}

function toInstant(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
