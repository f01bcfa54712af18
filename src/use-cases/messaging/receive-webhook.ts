import type { SenderSecret } from "../../contracts/messaging.ts";
import { type Background, findSenderEntry, type SenderEntry } from "../../db/directory.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import { senderId } from "../../domain/ids.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { masterKeysOf } from "../../env.ts";
import { carriedRequest, faultFacts, log } from "../../log.ts";
import type { MessageEvent, RawWebhook } from "../../providers/messaging/port.ts";
import type { Unreadable } from "../../providers/messaging/read-webhook.ts";
import { readTelnyx, verifyTelnyx } from "../../providers/messaging/telnyx.ts";
import { readTwilio, verifyTwilio } from "../../providers/messaging/twilio.ts";
import { readWhatsapp, verifyWhatsapp } from "../../providers/messaging/whatsapp.ts";
import { openOnce } from "../open-once.ts";
import { applyMessageEvent } from "./apply-message-event.ts";
import { openSecret } from "./open-sender.ts";

export type OpenSender = { row: SenderEntry; secret: SenderSecret; vault: Vault };

const open = openOnce(async (env, row: SenderEntry): Promise<OpenSender> => {
  const vault = await openVault(masterKeysOf(env), row.tenantId, row.wrappedKey);
  return { row, vault, secret: await openSecret(vault, row) };
});

/** Null when there is no such sender, it is another vendor's, or it is switched off. */
export async function openWebhookSender(
  env: Env,
  background: Background,
  vendor: string,
  id: string,
): Promise<OpenSender | null> {
  const parsed = senderId.safeParse(id);
  const entry = parsed.success ? await findSenderEntry(env, background, parsed.data) : null;
  if (entry?.vendor !== vendor) return null;
  return open(env, entry);
}

export function isFromVendor({ secret }: OpenSender, webhook: RawWebhook, now: EpochMs): Promise<boolean> {
  switch (secret.vendor) {
    case "twilio":
      return verifyTwilio(secret.authToken, webhook);
    case "telnyx":
      return verifyTelnyx(secret.publicKey, webhook, now);
    case "whatsapp":
      return verifyWhatsapp(secret.appSecret, webhook);
    default:
      return secret satisfies never;
  }
}

export function readEvents({ secret }: OpenSender, webhook: RawWebhook): Result<MessageEvent[], Unreadable> {
  if (secret.vendor === "whatsapp") return readWhatsapp(webhook, secret.phoneNumberId);
  const event = secret.vendor === "twilio" ? readTwilio(webhook) : readTelnyx(webhook);
  if (!event.ok) return event;
  return ok(event.value ? [event.value] : []);
}

/** Sealed and on the queue before the vendor is answered; applied at once when the queue is away. */
export async function receiveEvents(
  env: Env,
  { row, vault }: OpenSender,
  events: readonly MessageEvent[],
  now: EpochMs,
) {
  for (const event of events) {
    const sealedEvent = await vault.seal({ purpose: "message.event", row: row.id }, JSON.stringify(event));
    const job = { tenantId: row.tenantId, senderId: row.id, sealedEvent };
    try {
      await env.JOBS.send({ type: "apply_message_event", ...job, ...carriedRequest() });
    } catch (error) {
      log("warn", "message_event_not_queued", faultFacts(error));
      await applyMessageEvent(env, job, now);
    }
  }
}
