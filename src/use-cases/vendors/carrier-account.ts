import { findSender } from "../../db/queries/message-senders.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { SenderId, TenantId } from "../../domain/ids.ts";
import { configOf } from "../../env.ts";
import { throughGate } from "../../providers/gate.ts";
import { askJson, askVendor } from "../../providers/vendor-request.ts";
import type { Ask } from "../../providers/voice/agents/port.ts";
import type { Carrier } from "../../providers/voice/numbers/port.ts";
import { telnyxNumbers } from "../../providers/voice/numbers/telnyx-numbers.ts";
import { twilioNumbers } from "../../providers/voice/numbers/twilio-numbers.ts";
import { openSecret } from "../messaging/open-sender.ts";
import { tenantVault } from "../tenant-vault.ts";
import { openGate } from "./open-gate.ts";

/** The business's account at Telnyx or Twilio. Null: there is none, or it sells no numbers. */
export async function openCarrier(env: Env, db: TenantDb, id: SenderId): Promise<Carrier | null> {
  const row = await findSender(db, id);
  if (!row || row.disabledAt !== null) return null;
  const secret = await openSecret(await tenantVault(env, db), row);
  const { TWILIO_URL } = configOf(env);
  if (secret.vendor === "telnyx") return telnyxNumbers(askTelnyx(env, { tenantId: db.tenantId, id }, secret.apiKey));
  if (secret.vendor !== "twilio") return null;
  const gate = openGate(env, { tenantId: db.tenantId, connection: id, provider: row.vendor });
  const headers = {
    authorization: `Basic ${btoa(`${secret.accountSid}:${secret.authToken}`)}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  return twilioNumbers(({ path, method, form }) => {
    const body = form ? { body: new URLSearchParams(form).toString() } : {};
    return throughGate(gate, () => askVendor({ method, url: TWILIO_URL + path, headers, ...body }));
  }, secret.accountSid);
}

/** The business's account at Telnyx, ready to be asked. */
export function askTelnyx(
  env: Env,
  { tenantId, id }: { tenantId: TenantId; id: SenderId },
  apiKey: string,
  timeoutMs?: number,
): Ask {
  const { TELNYX_URL } = configOf(env);
  const gate = openGate(env, { tenantId, connection: id, provider: "telnyx" });
  const always = { headers: { authorization: `Bearer ${apiKey}` }, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  return ({ path, ...rest }) => throughGate(gate, () => askJson({ ...rest, ...always, url: TELNYX_URL + path }));
}
