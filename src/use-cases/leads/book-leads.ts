import type { EventsMessage } from "../../contracts/queue-messages.ts";
import { type AppointmentRow, findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { type CustomerRow, findCustomersByIds } from "../../db/queries/customers.ts";
import { stopEnrolments } from "../../db/queries/enrolments.ts";
import { hasLeadEvent } from "../../db/queries/lead-events.ts";
import { changeLead, findLead, type LeadRow, listLeadsByIndexes } from "../../db/queries/leads.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
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
  const rows = await findAppointmentsByIds(
    db,
    booked.map(({ appointmentId }) => appointmentId),
  );
  const customers = await findCustomersByIds(
    db,
    rows.flatMap(({ customerId }) => customerId ?? []),
  );
  await stopEnrolments(db, { customerIds: customers.map(({ id }) => id) }, "booked", now);
  const leads = await listLeadsByIndexes(db, customers.flatMap(indexesOf));
  for (const lead of leads) await bookLead(env, db, lead, { customers, rows }, now);
}

function indexesOf({ phoneIndex, emailIndex }: CustomerRow): string[] {
  return [phoneIndex, emailIndex].filter((index) => index !== null);
}

type Booked = { customers: readonly CustomerRow[]; rows: readonly AppointmentRow[] };

async function bookLead(env: Env, db: TenantDb, lead: LeadRow, { customers, rows }: Booked, at: EpochMs) {
  const customer = customers.find((each) => isOf(lead, each));
  const appointment = rows.find(({ customerId }) => customerId !== null && customerId === customer?.id);
  if (!customer || !appointment) return;
  const id = await derivedId("lev", `${lead.id}|booked|${appointment.id}`);
  const facts = { appointmentId: appointment.id, before: lead.status };
  const entry = { id, leadId: lead.id, customerId: customer.id, type: "booked" as const, at, actor: "system", facts };
  const event = await sealEvent(await tenantVault(env, db), entry);
  let row: LeadRow | null = lead;
  for (let tries = 0; row && tries < MAX_TRIES; tries++) {
    if (await hasLeadEvent(db, id)) return;
    const action = { actor: "system" as const, action: "lead.booked", subjectId: lead.id, facts, requestId: "", at };
    const change = { status: "booked" as const, customerId: customer.id, contactState: settled(row), updatedAt: at };
    const ending = stopEnrolments(db, { leadId: lead.id }, "booked", at);
    const stored = await changeLead(db, row, change, [event(db), auditInsert(db, action), ending]);
    if (stored === "stored") return;
    row = await findLead(db, lead.id);
  }
}

/** Nobody has to be called about what they have booked by now. */
function settled({ contactState }: LeadRow): LeadRow["contactState"] {
  return contactState === "due" ? null : contactState;
}

function isOf(lead: LeadRow, { phoneIndex, emailIndex }: CustomerRow): boolean {
  const isNumber = lead.phoneIndex !== null && lead.phoneIndex === phoneIndex;
  return isNumber || (lead.emailIndex !== null && lead.emailIndex === emailIndex);
}
