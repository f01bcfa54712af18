import { openCall } from "../../db/call-rows.ts";
import type { Background } from "../../db/directory.ts";
import { appointmentIdsByCalls } from "../../db/queries/appointments.ts";
import { findCall } from "../../db/queries/calls.ts";
import { findCustomerByPhone } from "../../db/queries/customers.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findMessageSettings } from "../../db/queries/message-settings.ts";
import { isBlockedNumber } from "../../db/queries/outbound-calls.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { CallId, TenantId } from "../../domain/ids.ts";
import { readLeadPhone, takesTexts } from "../../domain/leads/lead-phone.ts";
import { afterQuiet } from "../../domain/messaging/reminders.ts";
import { type EpochMs, toLocal } from "../../domain/time.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { renderFollowUp } from "../leads/render-follow-up.ts";
import { messageInsert, sealMessage, wakeMessages } from "../messaging/queue-message.ts";
import { readOutboundSettings } from "./outbound/outbound-settings.ts";

/**
 * Writes to a caller who was missed, within seconds of the call's end unless it is quiet; once a number and day, never to
 * one that is blocked or has sent STOP. Safe to repeat.
 */
export async function textBack(
  env: Env,
  background: Background,
  { tenantId, callId }: { tenantId: TenantId; callId: CallId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const [call, settings] = [await findCall(db, callId), await readOutboundSettings(db)];
  if (!call?.branchId || !call.phoneIndex || !settings.textBack) return;
  if ((await appointmentIdsByCalls(db, [callId], "all")).size > 0) return;
  if (await isBlockedNumber(db, call.phoneIndex)) return;
  const access = await accessBranch(env, background, { tenantId, branchId: call.branchId });
  if (!access) return;
  const { vault, rules } = access;
  const phone = readLeadPhone((await openCall(env, vault, call)).facts.fromNumber ?? "", null);
  if (!phone.ok || !takesTexts(phone.value.type)) return;
  const customer = await findCustomerByPhone(db, call.phoneIndex);
  const language = customer?.language ?? call.language ?? rules.language;
  const words = { subject: null, text: settings.textBackWords[language] };
  const slug = (await findTenant(db))?.slug ?? "";
  const body = renderFollowUp(env, { rules, slug }, words, { name: "", language, channel: "sms" });
  const { quietHours } = await findMessageSettings(db);
  const sendAt = afterQuiet(quietHours, rules.timeZone, now);
  const about = { customerId: customer?.id ?? null, appointmentId: null, appointmentStartsAt: null, language, sendAt };
  const kind = { channel: "sms" as const, purpose: "transactional" as const, kind: "text_back" };
  const uniqueKey = textBackKey(call.phoneIndex, rules.timeZone, now);
  const message = await sealMessage(vault, { ...kind, ...about, uniqueKey, to: phone.value.e164, body }, now);
  const stored = await messageInsert(db, message);
  if (stored.meta.changes > 0) await wakeMessages(env, tenantId, [message.id]);
}

/** A second one of the same day has the same key, and is not stored. */
export function textBackKey(phoneIndex: string, timeZone: string, at: EpochMs): string {
  return `text-back/${phoneIndex}/${toLocal(timeZone, at).date}`;
}
