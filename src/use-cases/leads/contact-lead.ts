import type { Background } from "../../db/directory.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findLeadSettings, type LeadSettingsRow } from "../../db/queries/lead-settings.ts";
import { changeLead, findLead, type LeadChange, type LeadRow } from "../../db/queries/leads.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { findMessageByKey } from "../../db/queries/messages.ts";
import { listOptOuts } from "../../db/queries/opt-outs.ts";
import { findOutbound, type OutboundRow } from "../../db/queries/outbound-requests.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { isClosed } from "../../domain/booking/rulebook.ts";
import type { LeadId, MessageId, OutboundCallId, TenantId } from "../../domain/ids.ts";
import { planFirstContact } from "../../domain/leads/first-contact.ts";
import { usualFirstWords } from "../../domain/leads/follow-up-wording.ts";
import { awaitsContact, type LeadDetails } from "../../domain/leads/lead.ts";
import { afterQuiet } from "../../domain/messaging/reminders.ts";
import { ok, type Result } from "../../domain/result.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../domain/time.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import { deliverMessage } from "../messaging/deliver-message.ts";
import { messageInsert, sealMessage } from "../messaging/queue-message.ts";
import { firstCallId } from "../voice/outbound/first-call.ts";
import { placeCall } from "../voice/outbound/place-call.ts";
import { draftRequest, type NoCallWanted } from "../voice/outbound/request-call.ts";
import { callIfDue } from "../voice/outbound/run-outbound.ts";
import { sealEvent } from "./lead-event.ts";
import { openLead } from "./lead-place.ts";
import { renderFollowUp } from "./render-follow-up.ts";

/** A message that its vendor has not taken yet is looked at again. */
const LOOK_AGAIN_MS = MINUTE_MS;
/** Of a closed branch nobody is contacted; it may be opened again. */
const CLOSED_REST_MS = HOUR_MS;
const MAX_TRIES = 3;

export type Deliver = typeof deliverMessage;
export type PlaceCall = typeof placeCall;
type Work = { env: Env; db: TenantDb; access: BranchAccess; row: LeadRow; details: LeadDetails; now: EpochMs };
/** `again`: nothing is known yet, or it is no time for it. `isOff`: somebody called it off, so no message either. */
type Tried =
  | { done: "call" | "sms"; at: EpochMs }
  | { failed: string; isOff?: boolean }
  | { again: EpochMs; reason: string | null; isRinging?: boolean };
type Ways = { deliver?: Deliver; call?: PlaceCall };

/**
 * Answers a lead for the first time: by the branch's agent or by SMS, within seconds of the asking unless it is quiet. A
 * call is a request like any other, so that it is repeated by the business's policy. Safe to repeat: a message has a key,
 * and a call is claimed first.
 */
export async function contactLead(
  env: Env,
  background: Background,
  { tenantId, leadId }: { tenantId: TenantId; leadId: LeadId },
  now: EpochMs,
  { deliver = deliverMessage, call = placeCall }: Ways = {},
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const [row, called] = [await findLead(db, leadId), await findOutbound(db, await firstCallId(leadId))];
  if (!row || !isToBeSeen(row, called, now)) return;
  const access = await accessBranch(env, background, { tenantId, branchId: row.branchId });
  if (!access) return;
  const work = { env, db, access, row, details: await openLead(access.vault, row), now };
  if (!awaitsContact(row.contactState)) return called ? settle(work, cameOf(called)) : undefined;
  if (isClosed(access.rules) && called?.status !== "calling")
    return settle(work, { again: now + CLOSED_REST_MS, reason: "branch_closed" });
  const settings = await findLeadSettings(db);
  const { phone } = work.details;
  const out = row.phoneIndex === null ? [] : await listOptOuts(db, [row.phoneIndex]);
  const plan = planFirstContact(settings.firstContact, { phone, phoneType: row.phoneType, isOptedOut: out.length > 0 });
  if ("reason" in plan) return settle(work, { failed: plan.reason });
  const [first, second] = plan.ways;
  const tried = first === "call" ? await tryCall(work, called, call) : await trySms(work, settings, deliver);
  if (tried === null) return; // somebody else is at it
  const isWrittenTo = "failed" in tried && !tried.isOff && second === "sms";
  await settle(work, isWrittenTo ? await trySms(work, settings, deliver) : tried);
}

/** Who booked while they were called needs no more contact, but was reached. */
function isToBeSeen(row: LeadRow, called: OutboundRow | null, now: EpochMs): boolean {
  if (!awaitsContact(row.contactState)) return row.firstContactAt === null && called?.status === "reached";
  return called !== null || (row.contactDueAt !== null && row.contactDueAt <= now);
}

async function tryCall(work: Work, called: OutboundRow | null, call: PlaceCall): Promise<Tried | null> {
  const { env, db, row, now } = work;
  const id = await firstCallId(row.id);
  const asked = called ? ok(called) : await askForCall(work, id);
  if (!asked.ok) return { failed: asked.error.reason };
  if (!asked.value) return null;
  await callIfDue(env, db, asked.value, now, call);
  const after = await findOutbound(db, id);
  return after && cameOf(after);
}

/** Null: somebody else was first. */
async function askForCall(
  { db, access, row, details, now }: Work,
  id: OutboundCallId,
): Promise<Result<OutboundRow | null, NoCallWanted>> {
  const by = { db, vault: access.vault, by: "system" as const, requestId: "", now };
  const { branchId, id: leadId, customerId } = row;
  const purpose = (details.request ?? "").slice(0, 300) || details.name;
  const wish = { branchId, phone: details.phone ?? "", basis: "gave_consent" as const, purpose };
  const drafted = await draftRequest(by, id, { ...wish, leadId, customerId, enrolmentId: null });
  if (!drafted.ok) return drafted;
  const claim = { contactState: "trying" as const, contactDueAt: now + LOOK_AGAIN_MS };
  const { statements } = drafted.value;
  return ok((await changeLead(db, row, claim, statements)) === "stored" ? await findOutbound(db, id) : null);
}

function cameOf({ status, reason, attempts, nextAttemptAt, createdAt }: OutboundRow): Tried {
  switch (status) {
    case "due":
      return { again: nextAttemptAt, reason };
    case "calling":
      return { again: nextAttemptAt, reason: null, isRinging: true };
    case "given_up":
    case "cancelled":
      return { failed: reason ?? status, isOff: status === "cancelled" };
    default:
      return { done: "call", at: attempts.at(-1)?.at ?? createdAt };
  }
}

async function trySms(work: Work, settings: LeadSettingsRow, deliver: Deliver): Promise<Tried> {
  const { env, db, row, now } = work;
  const { quietHours } = await findMessageSettings(db);
  const sendAt = afterQuiet(quietHours, work.access.rules.timeZone, now);
  if (sendAt > now) return { again: sendAt, reason: "quiet_hours" };
  const uniqueKey = `lead/${row.id}/first`;
  await storeSms(work, settings, uniqueKey);
  const begun = Date.now();
  const stored = await findMessageByKey(db, uniqueKey);
  if (stored) await deliver(env, { tenantId: db.tenantId, messageId: stored.id as MessageId }, now);
  const message = await findMessageByKey(db, uniqueKey);
  if (message?.status === "not_sent" || message?.status === "failed") return { failed: message.reason ?? "failed" };
  const isTaken = message?.status === "sent" || message?.status === "delivered";
  return isTaken
    ? { done: "sms", at: (message.settledAt ?? now) + Date.now() - begun }
    : { again: now + LOOK_AGAIN_MS, reason: message?.reason ?? null };
}

async function storeSms({ env, db, access, row, details, now }: Work, settings: LeadSettingsRow, uniqueKey: string) {
  const { language, customerId } = row;
  const own = language === "de" ? settings.wordsDe : settings.wordsEn;
  const slug = (await findTenant(db))?.slug ?? "";
  const words = { subject: null, text: own ?? usualFirstWords[language] };
  const to = { name: details.name, language, channel: "sms" as const };
  const body = renderFollowUp(env, { rules: access.rules, slug }, words, to);
  const about = { customerId, appointmentId: null, appointmentStartsAt: null, language };
  const kind = { channel: "sms" as const, purpose: "transactional" as const, kind: "lead_answer", uniqueKey };
  await messageInsert(db, await sealMessage(access.vault, { ...kind, ...about, to: details.phone ?? "", body }, now));
}

async function settle({ db, access, row: { id }, now }: Work, tried: Tried): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const row = await findLead(db, id);
    const change = row && changeOf(row, tried, now);
    if (!change) return;
    const entry = entryOf(row, tried, now);
    const event = entry && (await sealEvent(access.vault, entry));
    if ((await changeLead(db, row, change, event ? [event(db)] : [])) === "stored") return;
  }
}

/** Null: there is nothing to write down, or somebody has moved the lead on by hand. */
function changeOf(row: LeadRow, tried: Tried, now: EpochMs): LeadChange | null {
  const { status, contactState, contactDueAt, contactReason } = row;
  const over = { contactDueAt: null, updatedAt: now };
  if ("done" in tried) {
    if (row.firstContactAt !== null) return null;
    const first = { firstContactAt: tried.at, firstContactBy: tried.done, contactReason: null };
    return { ...over, ...first, contactState: "done", status: status === "new" ? "contacted" : status };
  }
  if (!awaitsContact(contactState)) return null;
  if ("failed" in tried) return { ...over, contactState: "failed", contactReason: tried.failed };
  const state = tried.isRinging ? "trying" : "due";
  const isKnown = state === contactState && tried.again === contactDueAt && tried.reason === contactReason;
  return isKnown ? null : { contactState: state, contactDueAt: tried.again, contactReason: tried.reason };
}

function entryOf({ id }: LeadRow, tried: Tried, now: EpochMs) {
  const by = { leadId: id, actor: "system" };
  if ("again" in tried) return null;
  if ("failed" in tried) return { ...by, type: "contact_failed" as const, at: now, facts: { reason: tried.failed } };
  return { ...by, type: "contacted" as const, at: tried.at, facts: { by: tried.done } };
}
