import { findLead } from "../../../db/queries/leads.ts";
import type { OutboundRow } from "../../../db/queries/outbound-requests.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { LeadId } from "../../../domain/ids.ts";
import { awaitsContact } from "../../../domain/leads/lead.ts";
import { derivedId } from "../../derived-id.ts";
import { wakeLead } from "../../leads/wake-lead.ts";
import { isStepCallWanted } from "../../sequences/stop-facts.ts";

/** A lead is called for the first time by one request, however often that is begun. */
export function firstCallId(leadId: LeadId) {
  return derivedId("oca", `${leadId}|first_contact`);
}

/** Only a first contact and a step of a sequence are asked for by nobody. */
function leadCalled({ leadId, createdBy, enrolmentId }: OutboundRow): LeadId | null {
  return createdBy === "system" && enrolmentId === null ? leadId : null;
}

/** Has the lead been booked, lost, spoken to or given another number since? Then it is not called again by itself. */
export async function isStillWanted(env: Env, db: TenantDb, row: OutboundRow): Promise<boolean> {
  const { enrolmentId, phoneIndex } = row;
  if (enrolmentId !== null) return isStepCallWanted(env, db, { enrolmentId, phoneIndex });
  const leadId = leadCalled(row);
  if (leadId === null) return true;
  const lead = await findLead(db, leadId);
  return lead !== null && awaitsContact(lead.contactState) && lead.phoneIndex === row.phoneIndex;
}

export async function tellLead(env: Env, { tenantId }: TenantDb, row: OutboundRow): Promise<void> {
  const leadId = leadCalled(row);
  if (leadId !== null) await wakeLead(env, { tenantId, leadId });
}
