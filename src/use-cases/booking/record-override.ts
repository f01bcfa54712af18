import type { OverrideReason } from "../../contracts/booking.ts";
import { auditOnce } from "../../db/queries/audit.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Appointment } from "../../domain/booking/appointment.ts";
import type { GroupAnswer } from "../../domain/booking/commands.ts";
import type { AccountId, ApiKeyId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { BranchAccess } from "./branch-access.ts";

export type OverrideAudit = {
  action: "appointment.booked_by_override" | "appointment.rescheduled_by_override" | "series.booked_by_override";
  reason?: OverrideReason;
  actor: AccountId | ApiKeyId;
  requestId: string;
  at: EpochMs;
};

/**
 * Leaves a trace of rules that gave way. The calendar has committed by now, so this cannot share its transaction: when
 * it fails the request does, and the same request again gets the same appointment and leaves the one entry.
 */
export async function recordOverride(
  { access, appointment }: { access: BranchAccess; appointment: Appointment },
  { at, reason, ...by }: OverrideAudit,
): Promise<void> {
  const { tenantId, branchId } = access.ref;
  const { id: subjectId, version, serviceId, staffId, startsAt } = appointment;
  const facts = { branchId, serviceId, staffId, startsAt, version, ...(reason && { reason }) };
  await auditOnce(tenantDb(access.env.DB, tenantId), { ...by, subjectId, facts, at }, `${subjectId}|${version}`);
}

/** One entry for a whole series, told by its first appointment. */
export async function recordSeriesOverride(
  { access, group }: { access: BranchAccess; group: GroupAnswer },
  { at, reason, ...by }: OverrideAudit,
): Promise<void> {
  const { tenantId, branchId } = access.ref;
  const { id: subjectId, appointments } = group;
  const [serviceId, ids] = [appointments[0]?.serviceId, appointments.map(({ id }) => id)];
  const facts = { branchId, serviceId, appointments: ids, ...(reason && { reason }) };
  await auditOnce(tenantDb(access.env.DB, tenantId), { ...by, subjectId, facts, at }, subjectId);
}
