import type { BatchItem } from "drizzle-orm/batch";
import { changeEnrolment, claimStep } from "../../db/queries/enrolments.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findLead, updateLead } from "../../db/queries/leads.ts";
import type { CallBasis } from "../../db/schema/outbound-calls.ts";
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
import { draftRequest, wakeOutbound } from "../voice/outbound/request-call.ts";
import type { StepWork } from "./run-step.ts";

type Outcome = "queued" | "task" | "skipped";

export function takeStep(work: StepWork): Promise<void> {
  switch (work.step.channel) {
    case "call":
      return callUp(work);
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

/** A request like any other: called again by the business's policy, and never who wants no calls. */
async function callUp(work: StepWork): Promise<void> {
  const { env, db, step, row, person, access, now } = work;
  const { leadId, customerId } = person;
  const purpose = filled(work, step[person.language].text, access.rules.tenantName).slice(0, 300);
  const to = { branchId: row.branchId, phone: person.phone ?? "", leadId, customerId, enrolmentId: row.id };
  const by = { db, vault: access.vault, by: "system" as const, requestId: "", now };
  const id = await derivedId("oca", `${row.id}|${row.position}`);
  const drafted = await draftRequest(by, id, { ...to, purpose, basis: basisOf(work) });
  if (!drafted.ok) return skipStep(work, drafted.error.reason);
  const isTaken = await moveOn(work, { outcome: "queued", reason: null }, drafted.value.statements);
  if (isTaken) await wakeOutbound(env, { tenantId: db.tenantId, outboundId: id });
}

/** Who called has asked to be called back. */
function basisOf({ sequence, person }: StepWork): CallBasis {
  if (person.leadId === null) return "existing_customer";
  return sequence.trigger === "missed_call" && !person.hasConsent ? "asked_to_be_called" : "gave_consent";
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
