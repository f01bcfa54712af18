import type { senderSecret } from "../../src/contracts/messaging.ts";
import type { Vault } from "../../src/db/vault.ts";
import type { SenderId, TenantId } from "../../src/domain/ids.ts";
import { SMS_NUMBER, TELNYX_SENDER_ID, TWILIO_SENDER_ID, WHATSAPP_ACCOUNT, WHATSAPP_SENDER_ID } from "./business.ts";

/** Both are known to the sandbox, which plays the vendors. */
export const DEMO_TWILIO = {
  vendor: "twilio",
  accountSid: `AC${"5".repeat(32)}`,
  authToken: "sandbox-twilio-auth-token",
} as const;

/** The key pair is the first test vector of RFC 8032. */
export const DEMO_TELNYX = {
  vendor: "telnyx",
  apiKey: "KEY-sandbox-telnyx",
  publicKey: "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
} as const;

const secrets = {
  twilio: DEMO_TWILIO,
  telnyx: DEMO_TELNYX,
  whatsapp: { vendor: "whatsapp", ...WHATSAPP_ACCOUNT },
} as const satisfies Record<string, (typeof senderSecret)["_output"]>;

const NAMES = { twilio: "Twilio", telnyx: "Telnyx", whatsapp: "WhatsApp" } as const;

/** Twilio first, and Telnyx in case Twilio does not take a message. */
export async function senderRows(vault: Vault, tenantId: TenantId, createdAt: number) {
  const row = async (id: SenderId, vendor: keyof typeof secrets, at: number) => ({
    tenantId,
    id,
    name: NAMES[vendor],
    vendor,
    channel: vendor === "whatsapp" ? ("whatsapp" as const) : ("sms" as const),
    address: SMS_NUMBER,
    sealedSecret: await vault.seal({ purpose: "sender.secret", row: id }, JSON.stringify(secrets[vendor])),
    createdAt: at,
    secretChangedAt: at,
  });
  return [
    await row(TWILIO_SENDER_ID, "twilio", createdAt),
    await row(TELNYX_SENDER_ID, "telnyx", createdAt + 1),
    await row(WHATSAPP_SENDER_ID, "whatsapp", createdAt + 2),
  ];
}
