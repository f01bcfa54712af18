import type { Background } from "../../../db/directory.ts";
import { findAppointment } from "../../../db/queries/appointments.ts";
import { changeProposal, type ProposalRow } from "../../../db/queries/calendar-proposals.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { UserId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { accessBranch, askCalendar } from "../../booking/branch-access.ts";
import { idempotencyOf } from "../../booking/idempotency.ts";

export type Within = { env: Env; background: Background; now: number };

/** Does what somebody did outside to the appointment itself, by all rules of booking. Else the reason why not. */
export async function applyProposal(
  { env, background, now }: Within,
  db: TenantDb,
  proposal: ProposalRow,
  by: UserId | "system",
): Promise<Result<void, string>> {
  const row = await findAppointment(db, proposal.appointmentId);
  const access = row && (await accessBranch(env, background, row));
  const refusal =
    !row || !access || row.version !== proposal.appointmentVersion ? "overtaken" : await change(access, proposal, by);
  if (refusal !== null) {
    await changeProposal(db, proposal.id, { refusal });
    return err(refusal);
  }
  await changeProposal(db, proposal.id, { state: "accepted", refusal: null, resolvedAt: now, resolvedBy: by });
  return ok(undefined);
}

async function change(
  access: NonNullable<Awaited<ReturnType<typeof accessBranch>>>,
  { id, appointmentId, startsAt }: ProposalRow,
  actor: string,
): Promise<string | null> {
  const target = { appointmentId, phoneIndex: null };
  const idempotency = await idempotencyOf("api", { by: "calendar", action: "apply", key: id, input: startsAt });
  const done = await askCalendar(access, (calendar, ref) =>
    startsAt === null
      ? calendar.cancel(ref, { target, reason: null, actor, idempotency })
      : calendar.reschedule(ref, { target, startsAt, staffId: null, actor, idempotency }),
  );
  return done.ok ? null : done.error.reason;
}
