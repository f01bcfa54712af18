import type { CalendarAccountRef } from "../src/domain/calendars/account-ref.ts";
import type { BranchId, TenantId } from "../src/domain/ids.ts";
import type { EndpointRef } from "../src/domain/outbound/endpoint-ref.ts";
import type { GateRef } from "../src/domain/vendors/gate-ref.ts";
import type { AuditChain } from "./audit-chain/audit-chain.ts";
import type { BranchCalendar } from "./branch-calendar/branch-calendar.ts";
import type { ProviderGate } from "./provider-gate/provider-gate.ts";
import type { RateCounter } from "./rate-counter/rate-counter.ts";

export type { InText, TextAnswer, TextInput } from "./branch-calendar/branch-calendar.ts";
export type { FeedEntry } from "./tenant-feed/tenant-feed.ts";

type OfBranch = { tenantId: TenantId; branchId: BranchId };

/** What others may ask of a branch's calendar. */
export type Calendar = Pick<
  BranchCalendar,
  | "appointment"
  | "availability"
  | "book"
  | "busy"
  | "bookPackage"
  | "bookSeries"
  | "cancel"
  | "cancelGroup"
  | "day"
  | "drain"
  | "explain"
  | "explainReschedule"
  | "changeHold"
  | "closeViews"
  | "fetch"
  | "findPackageStarts"
  | "findSlots"
  | "forgetContacts"
  | "hasGroup"
  | "hold"
  | "importAppointments"
  | "inText"
  | "knownAppointments"
  | "moveGroup"
  | "offerSlots"
  | "page"
  | "previewImport"
  | "previewSeries"
  | "prune"
  | "refreshRules"
  | "releaseHold"
  | "reschedule"
  | "settle"
  | "sharedHold"
  | "upcoming"
  | "upcomingOf"
  | "waitlist"
>;

/**
 * The calendar of one branch. Ids must come from a verified credential or directory entry, never from a request.
 * Take a fresh stub for each call: an object that was reset leaves its old stub broken.
 */
export function branchCalendar(env: Env, { tenantId, branchId }: OfBranch): Calendar {
  const stub: unknown = env.BRANCH_CALENDAR.getByName(`${tenantId}/${branchId}`);
  // Arguments and answers are plain data, so the methods' own types hold; the mapped RPC types split every union.
  return stub as Calendar;
}

/** `name` is made by `strict-limit.ts` alone. */
export function rateCounter(env: Env, name: string): Pick<RateCounter, "take"> {
  const stub: unknown = env.RATE_COUNTER.getByName(name);
  return stub as RateCounter; // plain data both ways, as above
}

export function tenantFeed(env: Env, tenantId: TenantId) {
  return env.TENANT_FEED.getByName(tenantId);
}

/** Who delivers to one endpoint of a customer's system. */
export function webhookCourier(env: Env, { tenantId, endpointId }: EndpointRef) {
  return env.WEBHOOK_COURIER.getByName(`${tenantId}/${endpointId}`);
}

/** Who writes to one account at a vendor of calendars. */
export function calendarCourier(env: Env, { tenantId, accountId }: CalendarAccountRef) {
  return env.CALENDAR_COURIER.getByName(`${tenantId}/${accountId}`);
}

/** The audit chain of a tenant, or of the platform. */
export function auditChain(env: Env, owner: TenantId): Pick<AuditChain, "append" | "head" | "verify"> {
  const stub: unknown = env.AUDIT_CHAIN.getByName(owner);
  return stub as AuditChain; // plain data, as above
}

/** What stands before one account at a vendor. */
export function providerGate(
  env: Env,
  { tenantId, connection }: Pick<GateRef, "tenantId" | "connection">,
): Pick<ProviderGate, "ask" | "forget" | "look" | "report"> {
  const stub: unknown = env.PROVIDER_GATE.getByName(`${tenantId}/${connection}`);
  return stub as ProviderGate; // plain data, as above
}
