import type { Context } from "hono";
import type { JSONValue } from "hono/utils/types";
import { actorId, isAccountActor } from "../domain/identity/actor.ts";
import { type AccountId, PLATFORM, type SessionId, type TenantId } from "../domain/ids.ts";
import { type Account, findAccount } from "../use-cases/identity/account.ts";
import type { AppEnv } from "./app-env.ts";

/** Behind `requireAccount`: the account and the session that ask. */
export function askingAccount(c: Context<AppEnv>): {
  id: AccountId;
  tenantId: TenantId;
  sessionId: SessionId | null;
} {
  const actor = c.get("actor");
  if (!isAccountActor(actor)) throw new Error("software passed a check for people");
  const { sessionId } = actor;
  const tenantId = actor.kind === "user" ? actor.tenantId : PLATFORM;
  return { id: actorId(actor) as AccountId, tenantId, sessionId }; // neither kind is a key
}

/** Throws when the account is gone: the request has just been authenticated. */
export async function accountOf(c: Context<AppEnv>): Promise<Account> {
  const { id, tenantId } = askingAccount(c);
  const account = await findAccount(c.env, tenantId, id);
  if (!account) throw new Error("the account is gone");
  return account;
}

/** What a passkey's challenge is bound to: the session, by the id that outlives a rotation. */
export function bindingOf(c: Context<AppEnv>): string {
  const { id, sessionId } = askingAccount(c);
  return sessionId ?? id;
}

/** Options of WebAuthn as an answer: what the library leaves undefined is absent in JSON. */
export function asJson<T extends { challenge: string }>(options: T) {
  return options as unknown as { challenge: string; [name: string]: JSONValue };
}
