import { openCall } from "../../db/call-rows.ts";
import type { Background } from "../../db/directory.ts";
import { appointmentIdsByCalls } from "../../db/queries/appointments.ts";
import { type CallValues, findCall } from "../../db/queries/calls.ts";
import { findCustomerByPhone } from "../../db/queries/customers.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { findMessageByKey } from "../../db/queries/messages.ts";
import { isBlockedNumber } from "../../db/queries/outbound-calls.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { CallId, TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { readLeadPhone, takesTexts } from "../../domain/leads/lead-phone.ts";
import type { MessageBody } from "../../domain/messaging/message.ts";
import { afterQuiet } from "../../domain/messaging/reminders.ts";
import { type EpochMs, toLocal } from "../../domain/time.ts";
import { isMissed } from "../../domain/voice/missed-call.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import { renderFollowUp } from "../leads/render-follow-up.ts";
import { messageInsert, sealMessage, wakeMessages } from "../messaging/queue-message.ts";
import { carryHold } from "./carry-hold.ts";
import { readOutboundSettings } from "./outbound/outbound-settings.ts";

type Text = { kind: string; uniqueKey: string; body: MessageBody; language: Language; sendAt: EpochMs };
type Addressed = { call: CallValues; phoneIndex: string; language: Language | null; slug: string };

/**
 * Writes to a caller whose call has ended: how to book what is still held for them, or that they were missed. Never to a
 * number that is blocked or has sent STOP, nor to who has booked. Safe to repeat.
 */
export async function textBack(
  env: Env,
  background: Background,
  { tenantId, callId }: { tenantId: TenantId; callId: CallId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const call = await findCall(db, callId);
  if (!call?.branchId || !call.phoneIndex || (await findMessageByKey(db, heldKey(callId)))) return;
  if ((await appointmentIdsByCalls(db, [callId], "all")).size > 0) return;
  if (await isBlockedNumber(db, call.phoneIndex)) return;
  const access = await accessBranch(env, background, { tenantId, branchId: call.branchId });
  if (!access) return;
  const phone = readLeadPhone((await openCall(env, access.vault, call)).facts.fromNumber ?? "", null);
  if (!phone.ok || !takesTexts(phone.value.type)) return;
  const customer = await findCustomerByPhone(db, call.phoneIndex);
  const slug = (await findTenant(db))?.slug ?? "";
  const addressed = { call, phoneIndex: call.phoneIndex, language: customer?.language ?? null, slug };
  const text = (await heldText(db, access, addressed, now)) ?? (await missedText(db, access, addressed, now));
  if (!text) return;
  const about = { customerId: customer?.id ?? null, appointmentId: null, appointmentStartsAt: null };
  const how = { channel: "sms" as const, purpose: "transactional" as const, to: phone.value.e164 };
  const message = await sealMessage(access.vault, { ...how, ...about, ...text }, now);
  const stored = await messageInsert(db, message);
  if (stored.meta.changes > 0) await wakeMessages(env, tenantId, [message.id]);
}

/** At once at any hour, for they just spoke with us; in the language of the call. */
async function heldText(db: TenantDb, access: BranchAccess, { call, language, slug }: Addressed, now: EpochMs) {
  const spoken = call.language ?? language ?? access.rules.language;
  const text = await carryHold(db, access, { callId: call.id, slug, language: spoken }, now);
  const key = { kind: "hold_link", uniqueKey: heldKey(call.id) };
  return text === null ? null : ({ ...key, body: { text }, language: spoken, sendAt: now } satisfies Text);
}

/** Within seconds of the call's end unless it is quiet; once a number and day. */
async function missedText(db: TenantDb, access: BranchAccess, to: Addressed, now: EpochMs): Promise<Text | null> {
  const settings = await readOutboundSettings(db);
  if (!settings.textBack || !isMissed(to.call)) return null;
  const { env, rules } = access;
  const language = to.language ?? to.call.language ?? rules.language;
  const words = { subject: null, text: settings.textBackWords[language] };
  const body = renderFollowUp(env, { rules, slug: to.slug }, words, { name: "", language, channel: "sms" });
  const { quietHours } = await findMessageSettings(db);
  const sendAt = afterQuiet(quietHours, rules.timeZone, now);
  return { kind: "text_back", uniqueKey: textBackKey(to.phoneIndex, rules.timeZone, now), body, language, sendAt };
}

function heldKey(callId: CallId): string {
  return `hold-link/${callId}`;
}

/** A second one of the same day has the same key, and is not stored. */
export function textBackKey(phoneIndex: string, timeZone: string, at: EpochMs): string {
  return `text-back/${phoneIndex}/${toLocal(timeZone, at).date}`;
}
