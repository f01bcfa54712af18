import { openCall } from "../../db/call-rows.ts";
import type { Background } from "../../db/directory.ts";
import { appointmentIdsByCalls } from "../../db/queries/appointments.ts";
import { type CallRow, findCall } from "../../db/queries/calls.ts";
import { findCustomerByPhone } from "../../db/queries/customers.ts";
import { findLead } from "../../db/queries/leads.ts";
import { listActiveSequences } from "../../db/queries/sequences.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { BranchId, CallId, TenantId } from "../../domain/ids.ts";
import { readLeadPhone } from "../../domain/leads/lead-phone.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import { derivedId } from "../derived-id.ts";
import { takeLead } from "../leads/take-lead.ts";
import { enrolStatements } from "./enrol.ts";

/** Who rang off before anybody could help: a customer, or else a lead that we have a number of. Safe to repeat. */
export async function enrolMissedCall(
  env: Env,
  background: Background,
  { tenantId, callId }: { tenantId: TenantId; callId: CallId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const [call, sequences] = [await findCall(db, callId), await listActiveSequences(db, "missed_call")];
  if (!call?.branchId || !call.phoneIndex || sequences.length === 0) return;
  if ((await appointmentIdsByCalls(db, [callId], "all")).size > 0) return;
  const access = await accessBranch(env, background, { tenantId, branchId: call.branchId });
  if (!access) return;
  const { vault } = access;
  const { branchId, phoneIndex } = call;
  const customer = await findCustomerByPhone(db, phoneIndex);
  const known = customer && { customerId: customer.id, leadId: null, phoneIndex, emailIndex: customer.emailIndex };
  const whom = known ?? (await leadOf(access, call, branchId, now));
  if (!whom) return;
  const by = { db, vault, now, actor: "system" };
  const [first, ...rest] = await enrolStatements(by, sequences, { branchId, ...whom }, `call/${callId}`);
  if (first) await db.orm.batch([first, ...rest]);
}

async function leadOf({ env, vault, rules }: BranchAccess, call: CallRow, branchId: BranchId, now: EpochMs) {
  const { fromNumber } = (await openCall(env, vault, call)).facts;
  const phone = fromNumber ? readLeadPhone(fromNumber, null) : null;
  if (!phone?.ok) return null;
  const db = tenantDb(env.DB, call.tenantId);
  const eventId = await derivedId("lev", `${call.id}|missed`);
  const of = { branchId, name: phone.value.e164, phone: phone.value, email: null, request: null, eventId };
  const more = {
    language: call.language ?? rules.language,
    source: "phone" as const,
    hasConsent: false,
    ownerId: null,
  };
  const taker = { env, db, vault, actor: "system" as const, requestId: "", now };
  const { id: leadId } = await takeLead(taker, { ...of, ...more });
  const lead = await findLead(db, leadId);
  return lead && { leadId, customerId: lead.customerId, phoneIndex: lead.phoneIndex, emailIndex: lead.emailIndex };
}
