import type { Background } from "../../db/directory.ts";
import { changeEnrolment, type DueStep, type EnrolmentRow, findEnrolment } from "../../db/queries/enrolments.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { findMessageByKey } from "../../db/queries/messages.ts";
import { findSequence, type SequenceRow } from "../../db/queries/sequences.ts";
import { listOptOutTimes } from "../../db/queries/step-facts.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { isClosed } from "../../domain/booking/rulebook.ts";
import { decideStep, type SequenceStep, type StepFacts, type StopReason } from "../../domain/leads/sequence.ts";
import { afterQuiet } from "../../domain/messaging/reminders.ts";
import { type EpochMs, HOUR_MS } from "../../domain/time.ts";
import { quietUntil } from "../../domain/voice/calling-hours.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import { derivedId } from "../derived-id.ts";
import { sealEvent } from "../leads/lead-event.ts";
import { textBackKey } from "../voice/text-back.ts";
import { findPerson, type Person } from "./find-person.ts";
import { indexesOf, stopFactsOf } from "./stop-facts.ts";
import { skipStep, takeStep } from "./take-step.ts";

export type StepWork = {
  env: Env;
  db: TenantDb;
  access: BranchAccess;
  sequence: SequenceRow;
  step: SequenceStep;
  row: EnrolmentRow;
  person: Person;
  now: EpochMs;
};

/**
 * Takes a step that is due, unless what has happened since ends the sequence or it is no time for it. Safe to repeat and
 * to break off anywhere: the step is claimed in the batch that moves the person on, so it is taken once.
 */
export async function runStep(env: Env, background: Background, due: DueStep, now: EpochMs): Promise<void> {
  const db = tenantDb(env.DB, due.tenantId);
  const row = await findEnrolment(db, due.enrolmentId);
  if (row?.status !== "active" || row.position !== due.position) return;
  if (row.nextAt === null || row.nextAt > now) return;
  const access = await accessBranch(env, background, { tenantId: due.tenantId, branchId: row.branchId });
  if (!access) return;
  const sequence = await findSequence(db, row.sequenceId);
  if (!sequence?.isActive) return end(db, access, row, "switched_off", now);
  const [person, step] = [await findPerson(db, access.vault, row), sequence.steps[row.position]];
  if (!person) return end(db, access, row, "gone", now);
  if (!step) return finish(db, row, now); // steps were taken away meanwhile
  // It rests while its branch is closed, which may be opened again.
  if (isClosed(access.rules)) return void (await changeEnrolment(db, row, { nextAt: now + HOUR_MS }, []));
  const work = { env, db, access, sequence, step, row, person, now };
  const decision = decideStep(step, await factsOf(work));
  switch (decision.act) {
    case "stop":
      return end(db, access, row, decision.reason, now);
    case "wait":
      return void (await changeEnrolment(db, row, { nextAt: decision.until }, []));
    case "skip":
      return skipStep(work, decision.reason);
    case "do":
      return takeStep(work);
    default:
      return decision satisfies never;
  }
}

async function factsOf(work: StepWork): Promise<StepFacts> {
  const { db, access, sequence, step, row, person, now } = work;
  const out = await listOptOutTimes(db, indexesOf(person));
  const channel = step.channel === "call" || step.channel === "task" ? "sms" : step.channel;
  const own = channel === "email" ? person.emailIndex : person.phoneIndex;
  return {
    ...(await stopFactsOf(db, person, row)),
    isOptedOut: out.some((each) => each.channel === channel && each.addressIndex === own),
    // Who called has asked to be called back.
    hasConsent: person.hasConsent || sequence.trigger === "missed_call",
    isTextedBack: await isTextedBack(work),
    address: step.channel === "email" ? person.email : person.phone,
    phoneType: person.phoneType,
    quietUntil: await quietOf(db, step, access.rules.timeZone, now),
  };
}

/** Whoever was missed gets one message at once: what comes first in the sequence is left out then. */
async function isTextedBack({ db, access, sequence, row }: StepWork): Promise<boolean> {
  if (sequence.trigger !== "missed_call" || row.position > 0 || row.phoneIndex === null) return false;
  const key = textBackKey(row.phoneIndex, access.rules.timeZone, row.startedAt);
  return (await findMessageByKey(db, key)) !== null;
}

async function quietOf(db: TenantDb, { channel }: SequenceStep, timeZone: string, now: EpochMs) {
  if (channel === "call") return quietUntil(timeZone, now);
  const until = afterQuiet((await findMessageSettings(db)).quietHours, timeZone, now);
  return until > now ? until : null;
}

async function end(db: TenantDb, { vault }: BranchAccess, row: EnrolmentRow, reason: StopReason, now: EpochMs) {
  const { leadId, customerId, sequenceId } = row;
  const of = { id: await derivedId("lev", `${row.id}|ended`), leadId, customerId, at: now, actor: "system" };
  const event = await sealEvent(vault, { ...of, type: "enrolment_ended", facts: { sequenceId, reason } });
  const change = { status: "stopped" as const, stopReason: reason, nextAt: null, endedAt: now };
  await changeEnrolment(db, row, change, reason === "gone" ? [] : [event(db)]);
}

async function finish(db: TenantDb, row: EnrolmentRow, now: EpochMs): Promise<void> {
  await changeEnrolment(db, row, { status: "finished", nextAt: null, endedAt: now }, []);
}
