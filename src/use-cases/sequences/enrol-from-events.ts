import type { EventsMessage } from "../../contracts/queue-messages.ts";
import { type AppointmentRow, findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { findCustomersByIds } from "../../db/queries/customers.ts";
import { listActiveSequences, type SequenceRow } from "../../db/queries/sequences.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { SequenceTrigger } from "../../domain/leads/sequence.ts";
import type { EpochMs } from "../../domain/time.ts";
import { tenantVault } from "../tenant-vault.ts";
import { enrolStatements } from "./enrol.ts";

const TRIGGERS = { appointment_missed: "no_show", appointment_completed: "after_visit" } as const;
type Cause = { trigger: SequenceTrigger; row: AppointmentRow };

/** Who did not come, and who has been here, gets into what the business has for them. Safe to repeat. */
export async function enrolFromEvents(env: Env, group: readonly EventsMessage[], now: EpochMs): Promise<void> {
  const [first] = group;
  const events = group.flatMap(({ events: own }) => own.filter(({ type }) => type in TRIGGERS));
  if (!first || events.length === 0) return;
  const db = tenantDb(env.DB, first.tenantId);
  const sequences = [...(await listActiveSequences(db, "no_show")), ...(await listActiveSequences(db, "after_visit"))];
  if (sequences.length === 0) return;
  const rows = await findAppointmentsByIds(
    db,
    events.map(({ appointmentId }) => appointmentId),
  );
  const causes = events.flatMap(({ type, appointmentId }): Cause[] => {
    const row = rows.find(({ id }) => id === appointmentId);
    return row ? [{ trigger: TRIGGERS[type as keyof typeof TRIGGERS], row }] : [];
  });
  const customers = await findCustomersByIds(
    db,
    rows.flatMap(({ customerId }) => customerId ?? []),
  );
  const by = { db, vault: await tenantVault(env, db), now, actor: "system" };
  for (const { trigger, row } of causes) {
    const customer = customers.find(({ id }) => id === row.customerId);
    if (!customer || !isStill(trigger, row)) continue;
    const { id: customerId, phoneIndex, emailIndex } = customer;
    const whom = { branchId: row.branchId, leadId: null, customerId, phoneIndex, emailIndex };
    const fitting: SequenceRow[] = sequences.filter((sequence) => sequence.trigger === trigger);
    const [statement, ...rest] = await enrolStatements(by, fitting, whom, `${trigger}/${row.id}`);
    if (statement) await db.orm.batch([statement, ...rest]);
  }
}

/** What was put right meanwhile is no cause. */
function isStill(trigger: SequenceTrigger, { status }: AppointmentRow): boolean {
  return trigger === "no_show" ? status === "no_show" : status === "completed";
}
