import type { CallSummaryView, CallView } from "../../contracts/calls.ts";
import { openCall } from "../../db/call-rows.ts";
import { appointmentIdsByCalls } from "../../db/queries/appointments.ts";
import { type CallFilter, type CallRow, findCall, listCalls, listCallsOfCustomer } from "../../db/queries/calls.ts";
import type { CustomerRow } from "../../db/queries/customers.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import type { AppointmentId, CallId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { isSpamCall } from "../../domain/voice/missed-call.ts";
import { indexOfNumber } from "../customers/index-of-number.ts";
import { tenantVault } from "../tenant-vault.ts";

/** Whose calls, and which of them are seen: whoever has one calendar alone sees what led to an appointment on it. */
type Seer = { tenantId: TenantId; sight: Sight };

/** As it is asked for: instants in RFC 3339, a number as people write it. */
type AskedCalls = Pick<CallFilter, "branchId" | "status"> & {
  from?: string | undefined;
  to?: string | undefined;
  number?: string | undefined;
};

/** Calls, newest first. */
export async function listCallViews(
  env: Env,
  { tenantId, sight }: Seer,
  { from, to, number, ...filter }: AskedCalls,
  page: Page,
): Promise<Paged<CallSummaryView>> {
  const db = tenantDb(env.DB, tenantId);
  const window = { ...(from && { from: Date.parse(from) }), ...(to && { to: Date.parse(to) }) };
  const phoneIndex = number ? await indexOfNumber(db, await tenantVault(env, db), number) : undefined;
  if (phoneIndex === null) return { items: [], nextCursor: null }; // no number, so nobody's
  return toPageView(env, { db, sight }, await listCalls(db, { ...filter, ...window, phoneIndex, sight }, page));
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
  const [vault, made] = await Promise.all([
    tenantVault(env, db),
    appointmentIdsByCalls(
      db,
      items.map((row) => row.id),
      sight,
    ),
  ]);
  const views = items.map(async (row) => {
    const { transcript: _, recordingUrl: __, ...summary } = await toCallView(env, vault, row, made.get(row.id) ?? []);
    return summary;
  });
  return { items: await Promise.all(views), nextCursor };
}

/** Null when this tenant has no such call, or the actor does not see it. */
export async function findCallView(env: Env, { tenantId, sight }: Seer, id: CallId): Promise<CallView | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findCall(db, id, sight);
  if (!row) return null;
  const made = await appointmentIdsByCalls(db, [id], sight);
  return toCallView(env, await tenantVault(env, db), row, made.get(id) ?? []);
}

async function toCallView(env: Env, vault: Vault, row: CallRow, appointmentIds: AppointmentId[]): Promise<CallView> {
  const { facts } = await openCall(env, vault, row);
  return {
    id: row.id,
    branchId: row.branchId,
    provider: row.provider,
    providerCallId: row.providerCallId,
    direction: row.direction,
    status: row.status,
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
    appointmentIds,
    isSpam: isSpamCall(row.disconnectionReason),
    createdAt: new Date(row.createdAt).toISOString(),
    transcript: facts.transcript ?? [],
    recordingUrl: facts.recordingUrl,
  };
}

function toInstant(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
