import type { NewMessage } from "../../db/queries/messages.ts";
import type { Vault } from "../../db/vault.ts";
import type { AppointmentId, CustomerId, MessageId, TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { MessageBody, MessageChannel, MessagePurpose } from "../../domain/messaging/message.ts";
import { smsSize } from "../../domain/messaging/sms-segments.ts";
import type { EpochMs } from "../../domain/time.ts";
import { carriedRequest, faultFacts, log } from "../../log.ts";
import { newId } from "../new-id.ts";

export { messageInsert } from "../../db/queries/messages.ts";

export type MessageDraft = {
  channel: MessageChannel;
  purpose: MessagePurpose;
  kind: string;
  /** A second message with the same key is never stored. */
  uniqueKey: string;
  to: string;
  /** What `indexOf` gives for `to`, when it is known already. */
  addressIndex?: string | undefined;
  /** None of what is not sent: it is only written down that it was not. */
  body: MessageBody | null;
  language: Language;
  customerId: CustomerId | null;
  appointmentId: AppointmentId | null;
  appointmentStartsAt: EpochMs | null;
  /** Not before then, for the quiet hours. Now when left out. */
  sendAt?: EpochMs;
  /** From then on it is not sent any more. */
  expiresAt?: EpochMs | null;
};

/**
 * Seals a message for `messageInsert`. Put the statement into the batch of the change that it tells of, then call
 * `wakeMessages`. `vault` is that of the tenant whose batch it is.
 */
export async function sealMessage(vault: Vault, draft: MessageDraft, createdAt: EpochMs): Promise<NewMessage> {
  const { to, body, addressIndex: known, sendAt = createdAt, ...facts } = draft;
  const id = newId("msg");
  const [addressIndex, sealedAddress, sealedBody] = await Promise.all([
    known ?? indexOf(vault, draft.channel, to),
    vault.seal({ purpose: "message.address", row: id }, to),
    body && vault.seal({ purpose: "message.body", row: id }, JSON.stringify(body)),
  ]);
  const segments = body && draft.channel === "sms" ? smsSize(body.text).segments : null;
  const state = { direction: "outbound" as const, status: "queued" as const, nextAttemptAt: sendAt };
  return { ...facts, ...state, id, addressIndex, sealedAddress, sealedBody, segments, createdAt };
}

/** By what somebody is known again on a channel. */
export function indexOf(vault: Vault, channel: MessageChannel, to: string): Promise<string> {
  return channel === "email" ? vault.emailIndex(to) : vault.phoneIndex(to);
}

/** What a queue takes at once. */
const MAX_SENT_AT_ONCE = 100;

/** After the batch. When the queue is away, the sweep wakes them within minutes. */
export async function wakeMessages(env: Env, tenantId: TenantId, ids: readonly MessageId[]): Promise<void> {
  try {
    for (let from = 0; from < ids.length; from += MAX_SENT_AT_ONCE) {
      const some = ids.slice(from, from + MAX_SENT_AT_ONCE);
      const bodies = some.map((messageId) => ({ type: "send_message", tenantId, messageId, ...carriedRequest() }));
      await env.JOBS.sendBatch(bodies.map((body) => ({ body })));
    }
  } catch (error) {
    log("warn", "message_not_woken", { count: ids.length, ...faultFacts(error) });
  }
}
