import type { EventsMessage } from "../../contracts/queue-messages.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { stopEnrolments } from "../../db/queries/enrolments.ts";
import { hasLeadEvent } from "../../db/queries/lead-events.ts";
import { type BookedLead, changeLead, findLead, type LeadRow, listBookedLeads } from "../../db/queries/leads.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { awaitsContact } from "../../domain/leads/lead.ts";
import type { EpochMs } from "../../domain/time.ts";
import { derivedId } from "../derived-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { sealEvent } from "./lead-event.ts";

const MAX_TRIES = 3;

/** Who books by the number or address of a lead is no lead any more. Safe to repeat: an appointment books a lead once. */
export async function bookLeads(env: Env, group: readonly EventsMessage[], now: EpochMs): Promise<void> {
  const [first] = group;
  const booked = group.flatMap(({ events }) => events.filter(({ type }) => type === "appointment_booked"));
  if (!first || booked.length === 0) return;
  const db = tenantDb(env.DB, first.tenantId);
  const ids = booked.map(({ appointmentId }) => appointmentId);
  const [leads] = await Promise.all([
    listBookedLeads(db, ids),
    stopEnrolments(db, { customersOf: ids }, "booked", now),
  ]);
  for (const each of leads) await bookLead(env, db, each, now);
}

async function bookLead(env: Env, db: TenantDb, { lead, customerId, appointmentId }: BookedLead, at: EpochMs) {
  const id = await derivedId("lev", `${lead.id}|booked|${appointmentId}`);
  const facts = { appointmentId, before: lead.status };
  const entry = { id, leadId: lead.id, customerId, type: "booked" as const, at, actor: "system", facts };
  const event = await sealEvent(await tenantVault(env, db), entry);
  let row: LeadRow | null = lead;
  for (let tries = 0; row && tries < MAX_TRIES; tries++) {
    if (await hasLeadEvent(db, id)) return;
    const action = { actor: "system" as const, action: "lead.booked", subjectId: lead.id, facts, requestId: "", at };
    const change = { status: "booked" as const, customerId, contactState: settled(row), updatedAt: at };
    const ending = stopEnrolments(db, { leadId: lead.id }, "booked", at);
    const stored = await changeLead(db, row, change, [event(db), auditInsert(db, action), ending]);
    if (stored === "stored") return;
    row = await findLead(db, lead.id);
  }
}

/** Nobody has to be called about what they have booked by now. */
function settled({ contactState }: LeadRow): LeadRow["contactState"] {
  return awaitsContact(contactState) ? null : contactState;
}
