import { providerGate } from "../../../../durable-objects/stubs.ts";
import type {
  CalendarFiguresView,
  PlatformAccountDetailView,
  PlatformAccountView,
  PlatformMirrorView,
  VendorGateView,
} from "../../../contracts/calendar-operations.ts";
import type { AccountState } from "../../../contracts/calendar-sync.ts";
import {
  countCalendars,
  findAnyAccount,
  type ListedAccount,
  type ListedMirror,
  listAllAccounts,
  listAllMirrors,
  type OpenState,
} from "../../../db/queries/calendar-platform.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import type { CalendarAccountId, TenantId } from "../../../domain/ids.ts";
import { toUtc } from "../../../domain/time.ts";
import { budgetOf } from "../../../domain/vendors/budget.ts";

type Filter = { tenantId?: TenantId | undefined };

export function viewCalendarFigures(env: Env): Promise<CalendarFiguresView> {
  return countCalendars(env.DB);
}

export async function viewAllAccounts(
  env: Env,
  filter: Filter & { state?: AccountState | undefined },
  page: Page,
): Promise<Paged<PlatformAccountView>> {
  const { items, nextCursor } = await listAllAccounts(env.DB, filter, page);
  return { items: items.map(toAccount), nextCursor };
}

/** With its budget and its circuit, asked of the gate itself. Null: there is none. */
export async function viewAnyAccount(env: Env, id: CalendarAccountId): Promise<PlatformAccountDetailView | null> {
  const found = await findAnyAccount(env.DB, id);
  return found && { ...toAccount(found), gate: await gateOf(env, found) };
}

export async function viewAllMirrors(
  env: Env,
  filter: Filter & { state: OpenState },
  page: Page,
): Promise<Paged<PlatformMirrorView>> {
  const { items, nextCursor } = await listAllMirrors(env.DB, filter, page);
  return { items: items.map(toMirror), nextCursor };
}

async function gateOf(env: Env, { account }: ListedAccount): Promise<VendorGateView> {
  const { tenantId, id: connection, provider } = account;
  const look = await providerGate(env, { tenantId, connection }).look(budgetOf(provider));
  const { budget, left, circuit, failures, lastError } = look;
  return {
    ...budget,
    left,
    circuit,
    failures,
    lastError,
    pausedUntil: at(look.pausedUntil),
    retryAt: at(look.retryAt),
  };
}

function toAccount({ account, tenantName, waiting, dead, failing }: ListedAccount): PlatformAccountView {
  const { id, tenantId, provider, state, stateReason, lastError } = account;
  const about = { id, tenantId, tenantName, provider, state, stateReason, lastError, waiting, dead, failing };
  return { ...about, lastSyncAt: at(account.lastSyncAt), createdAt: toUtc(account.createdAt) };
}

function toMirror({ mirror, tenantName, provider }: ListedMirror): PlatformMirrorView {
  const { id, tenantId, accountId, appointmentId, state, attempts, lastError } = mirror;
  const about = { id, tenantId, tenantName, accountId, provider, appointmentId, state, attempts, lastError };
  return { ...about, nextAttemptAt: at(mirror.nextAttemptAt), updatedAt: toUtc(mirror.updatedAt) };
}

function at(instant: number | null): string | null {
  return instant === null ? null : toUtc(instant);
}
