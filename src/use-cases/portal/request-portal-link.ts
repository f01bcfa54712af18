import { tenantDb } from "../../db/tenant-db.ts";
import { clientNetwork } from "../../domain/identity/client-network.ts";
import { portalLinkAddress, portalLinkNetwork } from "../../domain/identity/strict-limits.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { ok, type Result } from "../../domain/result.ts";
import type { By } from "../identity/accounts/by.ts";
import { type TooManyAttempts, takeStrict, takeStrictAll } from "../identity/strict-limit.ts";
import { tenantVault } from "../tenant-vault.ts";

/** Who has booked a moment ago is found only then. */
const READ_MODEL_SECONDS = 2;

type Asked = { tenantId: TenantId; email: string; language: Language };

/**
 * Somebody wants the link to the appointments of an address. Whether it has any is looked up behind the queue: here the
 * answer and the work are the same for every address.
 */
export async function requestPortalLink(
  env: Env,
  { tenantId, email, language }: Asked,
  { clientAddress, requestId }: By,
): Promise<Result<void, TooManyAttempts>> {
  const fromNetwork = await takeStrict(env, portalLinkNetwork, clientNetwork(clientAddress));
  if (!fromNetwork.ok) return fromNetwork;
  const emailIndex = await (await tenantVault(env, tenantDb(env.DB, tenantId))).emailIndex(email);
  const toAddress = await takeStrictAll(env, portalLinkAddress, `${tenantId}|${emailIndex}`);
  if (!toAddress.ok) return toAddress;
  const wanted = { type: "send_portal_link", tenantId, emailIndex, language, requestId };
  await env.JOBS.send(wanted, { delaySeconds: READ_MODEL_SECONDS });
  return ok(undefined);
}
