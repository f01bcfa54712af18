import type { AccountEmailWanted } from "../../../contracts/queue-messages.ts";
import { loginIndex } from "../../../db/vault.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { mailAddressLimits, mailNetworkLimit } from "../../../domain/identity/strict-limits.ts";
import { ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { type TooManyAttempts, takeStrict, takeStrictAll } from "../strict-limit.ts";
import type { By } from "./by.ts";

/**
 * Somebody wants an e-mail sent to an address. Whether it is a user's is looked up behind the queue: here the answer and
 * the work are the same for every address.
 */
export async function requestAccountEmail(
  env: Env,
  wanted: AccountEmailWanted,
  email: string,
  by: By,
): Promise<Result<void, TooManyAttempts>> {
  const fromNetwork = await takeStrict(env, mailNetworkLimit, clientNetwork(by.clientAddress));
  if (!fromNetwork.ok) return fromNetwork;
  const emailIndex = await loginIndex(configOf(env).DATA_KEY_V1, email);
  const toAddress = await takeStrictAll(env, mailAddressLimits, emailIndex);
  if (!toAddress.ok) return toAddress;
  await env.JOBS.send({ type: "send_account_email", wanted, emailIndex, requestId: by.requestId });
  return ok(undefined);
}
