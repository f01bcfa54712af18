import { type SenderSecret, senderSecret } from "../../contracts/messaging.ts";
import type { SenderRow } from "../../db/queries/message-senders.ts";
import type { Vault } from "../../db/vault.ts";
import { configOf } from "../../env.ts";
import type { MessageProvider } from "../../providers/messaging/port.ts";
import { createTelnyx } from "../../providers/messaging/telnyx.ts";
import { createTwilio } from "../../providers/messaging/twilio.ts";
import { createWhatsapp } from "../../providers/messaging/whatsapp.ts";

export async function openSecret(
  vault: Vault,
  { id, sealedSecret }: Pick<SenderRow, "id" | "sealedSecret">,
): Promise<SenderSecret> {
  return senderSecret.parse(JSON.parse(await vault.open({ purpose: "sender.secret", row: id }, sealedSecret)));
}

/** The sender's account, ready to send. */
export async function openProvider(env: Env, vault: Vault, row: SenderRow): Promise<MessageProvider> {
  const { TWILIO_URL, TELNYX_URL, WHATSAPP_URL } = configOf(env);
  const secret = await openSecret(vault, row);
  const from = row.address;
  switch (secret.vendor) {
    case "twilio":
      return createTwilio({ ...secret, from, baseUrl: TWILIO_URL });
    case "telnyx":
      return createTelnyx({ ...secret, from, baseUrl: TELNYX_URL });
    case "whatsapp":
      return createWhatsapp({ ...secret, baseUrl: WHATSAPP_URL });
    default:
      return secret satisfies never;
  }
}
