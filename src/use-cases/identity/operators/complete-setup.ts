import { auditInsert } from "../../../db/queries/audit.ts";
import { findOperatorBySetup, completeSetup as storeSetup } from "../../../db/queries/operators.ts";
import { platformDb } from "../../../db/tenant-db.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { networkLimit } from "../../../domain/identity/strict-limits.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { configOf } from "../../../env.ts";
import { accountOfOperator } from "../account.ts";
import { checkPassword } from "../accounts/check-password.ts";
import type { WeakPassword } from "../accounts/reset-password.ts";
import type { HowSignedIn } from "../how-signed-in.ts";
import { type Opening, openAfterFirstFactor } from "../open-session.ts";
import { hashPassword } from "../password.ts";
import { type TooManyAttempts, takeStrict } from "../strict-limit.ts";
import { hashToken, isToken } from "../token.ts";

type LinkOver = { reason: "link_over" };

export async function isSetupOpen(env: Env, token: string, now: EpochMs): Promise<boolean> {
  return isToken(token) && (await findOperatorBySetup(env.DB, await hashToken(token), now)) !== null;
}

/** The operator's first password, by the link; what follows is the enrolment of their second factor. */
export async function completeSetup(
  env: Env,
  { token, password }: { token: string; password: string },
  whence: Omit<HowSignedIn, "method">,
): Promise<Result<Opening, LinkOver | TooManyAttempts | WeakPassword>> {
  const allowed = await takeStrict(env, networkLimit, clientNetwork(whence.clientAddress));
  if (!allowed.ok) return allowed;
  const setupHash = isToken(token) ? await hashToken(token) : "";
  const operator = await findOperatorBySetup(env.DB, setupHash, whence.now);
  if (!operator) return err({ reason: "link_over" });
  const flaws = await checkPassword(env, password);
  if (flaws.length > 0) return err({ reason: "weak_password", flaws });
  const passwordHash = await hashPassword(configOf(env).PASSWORD_PEPPER, password);
  if (!(await storeSetup(env.DB, { setupHash, passwordHash, now: whence.now }))) return err({ reason: "link_over" });
  const { requestId, now: at } = whence;
  const entry = { actor: operator.id, action: "operator.set_up", subjectId: operator.id, facts: {} };
  await auditInsert(platformDb(env.DB), { ...entry, requestId, at });
  const account = { ...accountOfOperator(operator), passwordHash };
  return ok(await openAfterFirstFactor(env, account, { ...whence, method: "invitation" }));
}
