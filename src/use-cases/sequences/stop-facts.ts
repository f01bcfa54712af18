import { type EnrolmentRow, findEnrolment } from "../../db/queries/enrolments.ts";
import type { OutboundRow } from "../../db/queries/outbound-requests.ts";
import { hasBookedSince, hasWrittenSince, listOptOutTimes } from "../../db/queries/step-facts.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { type StopFacts, whyStopped } from "../../domain/leads/sequence.ts";
import { tenantVault } from "../tenant-vault.ts";
import { findPerson, type Person } from "./find-person.ts";

type Since = Pick<EnrolmentRow, "startedAt">;

export function indexesOf({ phoneIndex, emailIndex }: Person): string[] {
  return [phoneIndex, emailIndex].filter((index) => index !== null);
}

/** What has happened since somebody got into a sequence. */
export async function stopFactsOf(db: TenantDb, person: Person, { startedAt }: Since): Promise<StopFacts> {
  const { customerId, leadStatus } = person;
  const out = await listOptOutTimes(db, indexesOf(person));
  return {
    leadStatus,
    hasBooked: customerId !== null && (await hasBookedSince(db, customerId, startedAt)),
    hasReplied: await hasWrittenSince(db, indexesOf(person), startedAt),
    hasOptedOut: out.some(({ optedOutAt }) => optedOutAt >= startedAt),
  };
}

/** A call of a sequence is called off by whatever ends the sequence, and by another number. */
export async function isStepCallWanted(
  env: Env,
  db: TenantDb,
  { enrolmentId, phoneIndex }: Pick<OutboundRow, "phoneIndex"> & { enrolmentId: EnrolmentRow["id"] },
): Promise<boolean> {
  const enrolment = await findEnrolment(db, enrolmentId);
  if (!enrolment || enrolment.status === "stopped") return false;
  const person = await findPerson(db, await tenantVault(env, db), enrolment);
  if (person?.phoneIndex !== phoneIndex) return false;
  return whyStopped(await stopFactsOf(db, person, enrolment)) === null;
}
