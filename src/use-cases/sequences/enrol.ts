import { insertEnrolment, type NewEnrolment } from "../../db/queries/enrolments.ts";
import type { SequenceRow } from "../../db/queries/sequences.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { BranchId, CustomerId, LeadId } from "../../domain/ids.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";
import { derivedId } from "../derived-id.ts";
import { sealEvent } from "../leads/lead-event.ts";

export type Enrolled = {
  branchId: BranchId;
  leadId: LeadId | null;
  customerId: CustomerId | null;
  phoneIndex: string | null;
  emailIndex: string | null;
};

/**
 * Statements that get somebody into sequences, for the batch of what causes it. The same cause again is the same
 * enrolment, by its key.
 */
export async function enrolStatements(
  { db, vault, now, actor }: { db: TenantDb; vault: Vault; now: EpochMs; actor: string },
  sequences: readonly SequenceRow[],
  whom: Enrolled,
  cause: string,
) {
  const made = await Promise.all(
    sequences.map(async (sequence) => {
      const uniqueKey = `${sequence.id}/${cause}`;
      const id = await derivedId("enr", `${db.tenantId}|${uniqueKey}`);
      const row = toRow({ id, uniqueKey }, sequence, whom, now);
      const { leadId, customerId } = whom;
      const facts = { sequenceId: sequence.id, enrolmentId: id };
      const eventId = await derivedId("lev", `${id}|enrolled`);
      const entry = { id: eventId, leadId, customerId, type: "enrolled" as const, at: now, actor, facts };
      return { row, event: await sealEvent(vault, entry) };
    }),
  );
  return made.flatMap(({ row, event }) => [insertEnrolment(db, row), event(db)]);
}

function toRow(
  of: Pick<NewEnrolment, "id" | "uniqueKey">,
  { id: sequenceId, steps }: SequenceRow,
  whom: Enrolled,
  now: EpochMs,
): NewEnrolment {
  const first = (steps[0]?.delayMinutes ?? 0) * MINUTE_MS;
  const place = { status: "active" as const, stopReason: null, position: 0, nextAt: now + first };
  return { ...of, sequenceId, ...whom, ...place, startedAt: now, endedAt: null, version: 1 };
}
