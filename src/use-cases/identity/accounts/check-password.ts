import { type PasswordFlaw, passwordFlaws } from "../../../domain/identity/password-policy.ts";
import { configOf } from "../../../env.ts";
import { log } from "../../../log.ts";
import { createHibp } from "../../../providers/breached-passwords/hibp.ts";

/** All that is wrong with a new password; empty when it is good. Open when nobody can tell whether it was breached. */
export async function checkPassword(env: Env, password: string): Promise<PasswordFlaw[]> {
  const flaws = passwordFlaws(password);
  if (flaws.includes("too_long")) return flaws;
  const isBreached = await createHibp(configOf(env).HIBP_URL)(password);
  if (isBreached === null) log("warn", "breached_passwords_unknown");
  return isBreached ? [...flaws, "breached"] : flaws;
}
