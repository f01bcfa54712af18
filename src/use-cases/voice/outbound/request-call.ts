import type * as z from "zod";
import type { OutboundRequestView, outboundRequestBody } from "../../../contracts/outbound-requests.ts";
import type { JobMessage } from "../../../contracts/queue-messages.ts";
import { type AuditEntry, auditInsert } from "../../../db/queries/audit.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import { findLead } from "../../../db/queries/leads.ts";
import {
  changeOutbound,
  findOutbound,
  insertCallConsent,
  insertOutbound,
  listOutbound,
  type OutboundFilter,
  type OutboundRow,
} from "../../../db/queries/outbound-requests.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { sightOf } from "../../../domain/identity/sight.ts";
import type { OutboundCallId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, toUtc } from "../../../domain/time.ts";
import { faultFacts, log } from "../../../log.ts";
import { refuseBranch } from "../../catalogue/refuse-branch.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { consentRow, hasOptedOut, isNotToBeCalled } from "./call-consents.ts";
import { tellLead } from "./first-call.ts";

type Wish = Omit<z.infer<ReturnType<typeof outboundRequestBody<z.ZodString>>>, never>;
export type RequestRefusal =
  | { reason: "not_found"; what: "branch" | "lead" | "customer" | "call" }
  | NoCallWanted
  | { reason: "branch_closed" }
  | { reason: "call_not_waiting" };
type Done = Promise<Result<OutboundRequestView, RequestRefusal>>;
type Secrets = { phone: string; purpose: string };
type WholeWish = Pick<Wish, "branchId" | "phone" | "basis" | "purpose"> &
  Pick<OutboundRow, "leadId" | "customerId" | "enrolmentId">;
export type NoCallWanted = { reason: "do_not_call" } | { reason: "opted_out" };
type Asker = { db: TenantDb; vault: Vault; by: AuditEntry["actor"]; requestId: string; now: EpochMs };

/** Somebody shall be called, and again by the business's policy. Why they may be is a line in the ledger. */
export async function requestCall(clerk: Clerk, wish: Wish): Done {
  const db = dbOf(clerk);
  const { branchId, leadId = null, customerId = null } = wish;
  const refused = await refuseBranch(db, branchId);
  if (refused) return refused;
  if (leadId && !(await findLead(db, leadId))) return err({ reason: "not_found", what: "lead" });
  if (customerId && !(await findCustomer(db, customerId, sightOf(clerk.actor))))
    return err({ reason: "not_found", what: "customer" });
  const vault = await tenantVault(clerk.env, db);
  const { requestId, now, actor } = clerk;
  const by = { db, vault, by: actorId(actor), requestId, now };
  const drafted = await draftRequest(by, newId("oca"), { ...wish, leadId, customerId, enrolmentId: null });
  if (!drafted.ok) return drafted;
  const { row, statements } = drafted.value;
  await db.orm.batch(statements);
  await wakeOutbound(clerk.env, { tenantId: db.tenantId, outboundId: row.id });
  return ok(await toView(vault, row));
}

/**
 * The one way to a call that is placed later: the request with its line in the ledger, as statements for one batch.
 * Refused where nobody may be called, or the line would allow what was forbidden before.
 */
export async function draftRequest(asker: Asker, id: OutboundCallId, wish: WholeWish) {
  const { db, vault, by, requestId, now } = asker;
  const { branchId, phone, basis, purpose, leadId, customerId, enrolmentId } = wish;
  const phoneIndex = await vault.phoneIndex(phone);
  if (await isNotToBeCalled(db, phoneIndex)) return err<NoCallWanted>({ reason: "do_not_call" });
  if (await hasOptedOut(db, phoneIndex, basis)) return err<NoCallWanted>({ reason: "opted_out" });
  const secrets: Secrets = { phone, purpose };
  const sealed = await vault.seal({ purpose: "outbound_call", row: id }, JSON.stringify(secrets));
  const of = { branchId, leadId, customerId, enrolmentId, phoneIndex, sealed, basis, createdBy: by };
  const state = { status: "due" as const, reason: null, attempts: [], callId: null, nextAttemptAt: now };
  const row = { id, ...of, ...state, createdAt: now, updatedAt: now };
  const consent = await consentRow(vault, { phone, action: "given", basis, note: "", actor: by }, now);
  const facts = { branchId, basis, leadId, customerId, enrolmentId };
  const audit = { actor: by, action: "outbound_call.requested", subjectId: id, facts, requestId, at: now };
  const statements = [insertOutbound(db, row), insertCallConsent(db, consent), auditInsert(db, audit)] as const;
  return ok({ row, statements });
}

export async function cancelOutbound(clerk: Clerk, id: OutboundCallId): Done {
  const db = dbOf(clerk);
  const row = await findOutbound(db, id);
  if (!row) return err({ reason: "not_found", what: "call" });
  if (row.status !== "due") return err({ reason: "call_not_waiting" });
  const change = { status: "cancelled" as const, reason: "cancelled", updatedAt: clerk.now };
  if (!(await changeOutbound(db, row, change))) return err({ reason: "call_not_waiting" });
  await auditInsert(db, entryOf(clerk, "outbound_call.cancelled", id, {}));
  await tellLead(clerk.env, db, row);
  return ok(await toView(await tenantVault(clerk.env, db), { ...row, ...change }));
}

export async function listOutboundViews(
  env: Env,
  tenantId: TenantId,
  filter: OutboundFilter,
  page: Page,
): Promise<Paged<OutboundRequestView>> {
  const db = tenantDb(env.DB, tenantId);
  const [{ items, nextCursor }, vault] = [await listOutbound(db, filter, page), await tenantVault(env, db)];
  return { items: await Promise.all(items.map((row) => toView(vault, row))), nextCursor };
}

/** When the queue is away, the sweep calls within minutes. */
export async function wakeOutbound(
  env: Env,
  ref: Omit<Extract<JobMessage, { type: "call_outbound" }>, "type">,
): Promise<void> {
  try {
    await env.JOBS.send({ type: "call_outbound", ...ref } satisfies JobMessage);
  } catch (error) {
    log("warn", "outbound_call_not_woken", { outboundId: ref.outboundId, ...faultFacts(error) });
  }
}

export async function openOutbound(vault: Vault, { id, sealed }: Pick<OutboundRow, "id" | "sealed">): Promise<Secrets> {
  return JSON.parse(await vault.open({ purpose: "outbound_call", row: id }, sealed)) as Secrets; // sealed above
}

async function toView(vault: Vault, row: Omit<OutboundRow, "version">): Promise<OutboundRequestView> {
  const { id, branchId, leadId, customerId, basis, status, reason, createdAt } = row;
  const attempts = row.attempts.map(({ at, ...attempt }) => ({ at: toUtc(at), ...attempt }));
  const nextAttemptAt = status === "due" ? toUtc(row.nextAttemptAt) : null;
  const secrets = await openOutbound(vault, row);
  const facts = { id, branchId, leadId, customerId, basis, status, reason };
  return { ...facts, ...secrets, attempts, nextAttemptAt, createdAt: toUtc(createdAt) };
}
