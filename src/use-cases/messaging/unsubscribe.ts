import { Buffer } from "node:buffer";
import { consentStatements } from "../../db/queries/opt-outs.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { type TenantId, tenantId as tenantIdSchema } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { isSameHash, keyedHash } from "../keyed-hash.ts";
import { newId } from "../new-id.ts";

/** Whose e-mails shall end: an address by its blind index, which tells nobody who it is. */
export type Unsubscriber = { tenantId: TenantId; index: string };

/** Works for good: whoever finds an old e-mail must be able to say no. */
export function unsubscribeUrl(env: Env, { tenantId, index }: Unsubscriber): string {
  return pageUrl(env, `/unsubscribe/${tenantId}.${index}.${signatureOf(env, tenantId, index).toString("base64url")}`);
}

/** Null when the link is not ours. */
export function readUnsubscribe(env: Env, token: string): Unsubscriber | null {
  const [tenant = "", index = "", signature = ""] = token.slice(0, 300).split(".");
  const parsed = tenantIdSchema.safeParse(tenant);
  const [given, right] = [Buffer.from(signature, "base64url"), signatureOf(env, tenant, index)];
  const isOurs = parsed.success && isSameHash(given, right);
  return isOurs ? { tenantId: parsed.data, index } : null;
}

/** The same as a STOP on the channel. Saying it twice changes nothing. */
export async function unsubscribe(env: Env, { tenantId, index }: Unsubscriber, at: EpochMs): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const entry = { id: newId("cns"), channel: "email" as const, addressIndex: index, messageId: null, at };
  await db.orm.batch(consentStatements(db, { ...entry, action: "withdrawn", source: "word" }));
}

function signatureOf(env: Env, tenant: string, index: string): Buffer {
  return keyedHash(env, `unsubscribe|${tenant}|${index}`);
}
