import type { Background } from "../../db/directory.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findLeadSettings, type LeadSettingsRow } from "../../db/queries/lead-settings.ts";
import { changeLead, findLead, type LeadChange, type LeadRow } from "../../db/queries/leads.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { findMessageByKey } from "../../db/queries/messages.ts";
import { listOptOuts } from "../../db/queries/opt-outs.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { LeadId, MessageId, TenantId } from "../../domain/ids.ts";
import { planFirstContact } from "../../domain/leads/first-contact.ts";
import { usualFirstWords } from "../../domain/leads/follow-up-wording.ts";
import type { LeadDetails } from "../../domain/leads/lead.ts";
import { afterQuiet } from "../../domain/messaging/reminders.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";
import { quietUntil } from "../../domain/voice/calling-hours.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import { deliverMessage } from "../messaging/deliver-message.ts";
import { messageInsert, sealMessage } from "../messaging/queue-message.ts";
import { type CallRefusal, placeCall } from "../voice/outbound/place-call.ts";
import { sealEvent } from "./lead-event.ts";
import { openLead } from "./lead-place.ts";
import { renderFollowUp } from "./render-follow-up.ts";

/** Whoever begins a call has this long to place it. */
const CLAIM_MS = 5 * MINUTE_MS;
/** A message that its vendor has not taken yet is looked at again. */
const LOOK_AGAIN_MS = MINUTE_MS;

export type Deliver = typeof deliverMessage;
export type PlaceCall = typeof placeCall;
type Work = { env: Env; db: TenantDb; access: BranchAccess; row: LeadRow; details: LeadDetails; now: EpochMs };
/** `again`: nothing is known yet, or it is no time for it. */
type Tried = { done: "call" | "sms"; at: EpochMs } | { failed: string } | { again: EpochMs; reason: string | null };
type Ways = { deliver?: Deliver; call?: PlaceCall };

/**
 * Answers a lead for the first time: by the branch's agent or by SMS, within seconds of the asking unless it is quiet. Safe
 * to repeat: a message has a key, and a call is claimed first, so that nobody's phone rings twice.
 */
export async function contactLead(
  env: Env,
  background: Background,
  { tenantId, leadId }: { tenantId: TenantId; leadId: LeadId },
  now: EpochMs,
  { deliver = deliverMessage, call = placeCall }: Ways = {},
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findLead(db, leadId);
  if (!row || row.contactState === null || row.contactDueAt === null || row.contactDueAt > now) return;
  const access = await accessBranch(env, background, { tenantId, branchId: row.branchId });
  if (!access || (row.contactState !== "due" && row.contactState !== "trying")) return;
  const work = { env, db, access, row, details: await openLead(access.vault, row), now };
  // Somebody began to call and was never heard of again: it may have rung.
  if (row.contactState === "trying") return settle(work, { failed: "unknown_outcome" });
  const settings = await findLeadSettings(db);
  const { phone } = work.details;
  const out = row.phoneIndex === null ? [] : await listOptOuts(db, [row.phoneIndex]);
  const plan = planFirstContact(settings.firstContact, { phone, phoneType: row.phoneType, isOptedOut: out.length > 0 });
  if ("reason" in plan) return settle(work, { failed: plan.reason });
  const [first, second] = plan.ways;
  const tried = first === "call" ? await tryCall(work, call) : await trySms(work, settings, deliver);
  if (tried === null) return; // somebody else is at it
  if (!("failed" in tried) || second !== "sms") return settle(work, tried);
  const current = await findLead(db, leadId);
  if (current) await settle({ ...work, row: current }, await trySms({ ...work, row: current }, settings, deliver));
}

async function tryCall({ env, db, access, row, details, now }: Work, call: PlaceCall): Promise<Tried | null> {
  const { rules } = access;
  const retryAt = quietUntil(rules.timeZone, now);
  if (retryAt !== null) return { again: retryAt, reason: "quiet_hours" };
  const claim = { contactState: "trying" as const, contactDueAt: now + CLAIM_MS };
  if ((await changeLead(db, row, claim, [])) !== "stored") return null;
  const by = { env, tenantId: db.tenantId, by: "system" as const, requestId: "", now, branchId: row.branchId };
  const purpose = (details.request ?? "").slice(0, 300) || details.name;
  const begun = Date.now();
  const placed = await call(by, { phone: details.phone ?? "", basis: "asked_to_be_called", purpose });
  return placed.ok ? { done: "call", at: now + Date.now() - begun } : { failed: reasonOf(placed.error) };
}

function reasonOf(refused: CallRefusal): string {
  return refused.reason;
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

async function settle(work: Work, tried: Tried): Promise<void> {
  const { db, access, now } = work;
  let row: LeadRow | null = work.row.contactState === "trying" ? work.row : await findLead(db, work.row.id);
  for (let tries = 0; row && tries < 3; tries++) {
    const entry = entryOf(row, tried, now);
    const event = entry && (await sealEvent(access.vault, entry));
    if ((await changeLead(db, row, changeOf(row, tried, now), event ? [event(db)] : [])) === "stored") return;
    row = await findLead(db, row.id);
  }
}

function changeOf({ status }: LeadRow, tried: Tried, now: EpochMs): LeadChange {
  if ("again" in tried) return { contactState: "due", contactDueAt: tried.again, contactReason: tried.reason };
  const over = { contactDueAt: null, updatedAt: now };
  if ("failed" in tried) return { ...over, contactState: "failed", contactReason: tried.failed };
  const first = { firstContactAt: tried.at, firstContactBy: tried.done, contactReason: null };
  return { ...over, ...first, contactState: "done", status: status === "new" ? "contacted" : status };
}

function entryOf({ id }: LeadRow, tried: Tried, now: EpochMs) {
  const by = { leadId: id, actor: "system" };
  if ("again" in tried) return null;
  if ("failed" in tried) return { ...by, type: "contact_failed" as const, at: now, facts: { reason: tried.failed } };
  return { ...by, type: "contacted" as const, at: tried.at, facts: { by: tried.done } };
}
