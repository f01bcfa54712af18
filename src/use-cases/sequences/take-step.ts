import type { BatchItem } from "drizzle-orm/batch";
import { changeEnrolment, claimStep, settleStep } from "../../db/queries/enrolments.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findLead, updateLead } from "../../db/queries/leads.ts";
import type { MessageId } from "../../domain/ids.ts";
import { fillFollowUp } from "../../domain/leads/follow-up-wording.ts";
import { afterStep } from "../../domain/leads/sequence.ts";
import type { MessageChannel } from "../../domain/messaging/message.ts";
import { derivedId } from "../derived-id.ts";
import { sealEvent } from "../leads/lead-event.ts";
import { openLead, sealLead } from "../leads/lead-place.ts";
import { renderFollowUp } from "../leads/render-follow-up.ts";
import { takeLead } from "../leads/take-lead.ts";
import { messageInsert, sealMessage, wakeMessages } from "../messaging/queue-message.ts";
import { unsubscribeUrl } from "../messaging/unsubscribe.ts";
import type { placeCall } from "../voice/outbound/place-call.ts";
import type { StepWork } from "./run-step.ts";

type Outcome = "queued" | "trying" | "task" | "skipped";

export function takeStep(work: StepWork, call: typeof placeCall): Promise<void> {
  switch (work.step.channel) {
    case "call":
      return callUp(work, call);
    case "task":
      return leaveTask(work);
    default:
      return write(work, work.step.channel);
  }
}

/** The person moves on, and their history tells why nothing was sent. */
export async function skipStep(work: StepWork, reason: string): Promise<void> {
  await moveOn(work, { outcome: "skipped", reason }, []);
}

async function write(work: StepWork, channel: MessageChannel): Promise<void> {
  const { env, db, access, step, row, person, now } = work;
  const { language, customerId, name } = person;
  const to = (channel === "email" ? person.email : person.phone) ?? "";
  const slug = (await findTenant(db))?.slug ?? "";
  const leave =
    channel === "email" ? unsubscribeUrl(env, { tenantId: db.tenantId, index: person.emailIndex ?? "" }) : null;
  const body = renderFollowUp(env, { rules: access.rules, slug }, step[language], { name, language, channel }, leave);
  const about = { customerId, appointmentId: null, appointmentStartsAt: null, language };
  const kind = { channel, purpose: "marketing" as const, kind: "follow_up", uniqueKey: messageKey(row) };
  const message = await sealMessage(access.vault, { ...kind, ...about, to, body }, now);
  const isTaken = await moveOn(work, { outcome: "queued", reason: null }, [messageInsert(db, message)]);
  if (isTaken) await wakeMessages(env, db.tenantId, [message.id as MessageId]);
}

/** What makes a message the only one of its step. */
export function messageKey({ id, position }: Pick<StepWork["row"], "id" | "position">): string {
  return `sequence/${id}/${position}`;
}

/** Claimed first: of a call that broke off nobody knows whether it rang, so it is not placed again. */
async function callUp(work: StepWork, call: typeof placeCall): Promise<void> {
  const { env, db, step, row, person, access, now } = work;
  if (!(await moveOn(work, { outcome: "trying", reason: null }, []))) return;
  const by = { env, tenantId: db.tenantId, by: "system" as const, requestId: "", now, branchId: row.branchId };
  const basis = person.leadId === null ? ("existing_customer" as const) : ("gave_consent" as const);
  const purpose = filled(work, step[person.language].text, access.rules.tenantName).slice(0, 300);
  const placed = await call(by, { phone: person.phone ?? "", basis, purpose });
  const outcome = placed.ok ? { outcome: "called", reason: null } : { outcome: "failed", reason: placed.error.reason };
  await settleStep(db, { enrolmentId: row.id, position: row.position }, outcome);
}

/** A card on the board of leads: a customer who is none becomes one. */
async function leaveTask(work: StepWork): Promise<void> {
  const { db, access, step, person, now } = work;
  const { vault, rules } = access;
  const todo = filled(work, step[person.language].text, rules.tenantName).slice(0, 300);
  const leadId = person.leadId ?? (await leadOf(work));
  const lead = await findLead(db, leadId);
  if (!lead) return;
  const sealed = await sealLead(vault, leadId, { ...(await openLead(vault, lead)), todo });
  // Another change of the lead fails the batch: the message comes again and finds it as it is then.
  const update = updateLead(db, lead, { sealed, updatedAt: now });
  await moveOn({ ...work, person: { ...person, leadId } }, { outcome: "task", reason: null }, [update]);
}

async function leadOf({ env, db, access, row, person, now }: StepWork) {
  const { name, phone, phoneType, email, language } = person;
  const number = phone !== null && phoneType !== null ? { e164: phone, type: phoneType } : null;
  const eventId = await derivedId("lev", `${row.id}|${row.position}|task`);
  const taker = { env, db, vault: access.vault, actor: "system" as const, requestId: "", now };
  const given = { branchId: row.branchId, name, phone: number, email, request: null, language, hasConsent: false };
  return (await takeLead(taker, { ...given, source: "follow_up", ownerId: null, eventId })).id;
}

function filled({ person, access }: StepWork, text: string, business: string): string {
  const { branchName: branch, phone } = access.rules;
  return fillFollowUp({ subject: null, text }, { name: person.name, business, branch, phone: phone ?? "", link: "" })
    .text;
}

/** In one batch: the claim, the way on, what is done, and the line in the history. False: somebody took the step. */
async function moveOn(
  { db, access, sequence, step, row, person, now }: StepWork,
  { outcome, reason }: { outcome: Outcome; reason: string | null },
  others: readonly BatchItem<"sqlite">[],
): Promise<boolean> {
  const { position } = row;
  const after = afterStep(sequence.steps, position, now);
  const facts = { sequenceId: sequence.id, position, channel: step.channel, outcome, reason };
  const id = await derivedId("lev", `${row.id}|step|${position}`);
  const { leadId, customerId } = person;
  const entry = { id, leadId, customerId, type: "step_done" as const, at: now, actor: "system", facts };
  const event = await sealEvent(access.vault, entry);
  const claim = claimStep(db, { enrolmentId: row.id, position, at: now, outcome, reason });
  const change = { ...after, endedAt: after.status === "finished" ? now : null };
  return changeEnrolment(db, row, change, [claim, ...others, event(db)]);
}
