import type { EndpointRow } from "../../db/queries/webhook-endpoints.ts";
import type { Vault } from "../../db/vault.ts";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";

/** What signs now: the present secret and, until its overlap ends, the one before it. */
export async function openSecrets(vault: Vault, endpoint: EndpointRow, now: EpochMs): Promise<string[]> {
  const { id, sealedSecret, sealedPreviousSecret, previousSecretUntil } = endpoint;
  const overlaps = sealedPreviousSecret !== null && previousSecretUntil !== null && previousSecretUntil > now;
  const sealed = overlaps ? [sealedSecret, sealedPreviousSecret] : [sealedSecret];
  return Promise.all(sealed.map((each) => vault.open({ purpose: "webhook.secret", row: id }, each)));
}

export function sealSecret(vault: Vault, row: WebhookEndpointId, secret: string): Promise<string> {
  return vault.seal({ purpose: "webhook.secret", row }, secret);
}
