import { updateUser } from "../../../db/queries/users.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { HowSignedIn } from "../how-signed-in.ts";
import { type Opening, openSession } from "../open-session.ts";
import { findLink, ownerOfLink, type TokenRefusal, takeLink } from "./use-token.ts";

/** The link is the first factor; `openSession` asks for the second where one is owed. */
export async function openMagicLink(
  env: Env,
  token: string,
  how: Omit<HowSignedIn, "method">,
): Promise<Result<Opening, TokenRefusal>> {
  const link = await findLink(env, { token, purpose: "magic_link" }, how);
  if (!link.ok) return link;
  const owner = await ownerOfLink(env, link.value);
  if (!owner) return err({ reason: "link_over" });
  const taken = await takeLink(env, link.value, how);
  if (!taken.ok) return taken;
  const { db, user } = owner;
  // It came by e-mail, so the address is theirs.
  if (user.emailUnverifiedSince !== null) await updateUser(db, user.id, { emailUnverifiedSince: null });
  return ok(await openSession(env, { ...user, emailUnverifiedSince: null }, { ...how, method: "magic_link" }));
}
