import { Buffer } from "node:buffer";
import { reloadConnectionEntry } from "../../db/directory.ts";
import { changeConnection } from "../../db/queries/connections.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { ok, type Result } from "../../domain/result.ts";
import { utf8 } from "../../domain/utf8.ts";
import type { GatedFailure } from "../../providers/gate.ts";
import type { VapiServerAuth } from "../../providers/voice/agents/vapi-agents.ts";
import { makeWebhookCredential } from "../../providers/voice/vapi-webhook-credential.ts";
import type { Clerk } from "../clerk.ts";
import { apiKeyPlace } from "../connections/vendors.ts";
import { tenantVault } from "../tenant-vault.ts";
import type { VapiAccount } from "./vendor-account.ts";

/**
 * How Vapi proves itself to us. A token is sent along by itself; a signature needs a credential that Vapi keeps: the one
 * that was named, else one of ours, which is made there once for each secret and remembered.
 */
export async function agreeServerAuth(
  clerk: Clerk,
  db: TenantDb,
  account: VapiAccount,
): Promise<Result<VapiServerAuth, GatedFailure>> {
  const { method, secret, credential } = account.proof;
  if (method === "bearer" && credential === null) return ok({ headers: { Authorization: `Bearer ${secret}` } });
  const madeFor = await digestOf(secret);
  const isOfAnotherSecret = credential?.madeFor != null && credential.madeFor !== madeFor;
  if (credential && !isOfAnotherSecret) return ok({ credentialId: credential.id });
  const made = await makeWebhookCredential(account.ask, { name: `Frontdesk ${account.id}`, secret });
  if (!made.ok) return made;
  await remember(clerk, db, account, { id: made.value.id, madeFor });
  return ok({ credentialId: made.value.id });
}

async function remember(
  { env, actor, requestId, now: at }: Clerk,
  db: TenantDb,
  { id, apiKey }: VapiAccount,
  made: { id: string; madeFor: string },
): Promise<void> {
  const vault = await tenantVault(env, db);
  const content = { apiKey, webhookCredential: made.id, madeFor: made.madeFor };
  const sealedApiKey = await vault.seal(apiKeyPlace(id), JSON.stringify(content));
  const by = { actor: actorId(actor), requestId, at };
  await changeConnection(
    db,
    id,
    { sealedApiKey },
    { ...by, action: "connection.credential_made", subjectId: id, facts: {} },
  );
  await reloadConnectionEntry(env, id);
}

/** Tells secrets apart without keeping them a second time. */
async function digestOf(secret: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", utf8(secret))).toString("hex");
}
