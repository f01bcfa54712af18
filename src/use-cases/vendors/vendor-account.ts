import * as z from "zod";
import type { VoiceProvider } from "../../contracts/calls.ts";
import { findCredentials } from "../../db/queries/connections.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { isVendorAddress } from "../../domain/voice/recording-address.ts";
import { configOf } from "../../env.ts";
import { throughGate } from "../../providers/gate.ts";
import { askJson } from "../../providers/vendor-request.ts";
import type { Ask } from "../../providers/voice/agents/port.ts";
import type { VapiServerAuth } from "../../providers/voice/agents/vapi-agents.ts";
import { apiKeyPlace, secretPlace } from "../connections/vendors.ts";
import { tenantVault } from "../tenant-vault.ts";
import { openGate } from "./open-gate.ts";

/** A business's account at a voice vendor, ready to be asked. */
export type VoiceAccount = {
  id: ConnectionId;
  provider: VoiceProvider;
  ask: Ask;
  /** How Vapi proves itself to us. Null: nothing is agreed that an assistant could be told. */
  serverAuth: VapiServerAuth | null;
};

export type AccountRefusal =
  | { reason: "not_found"; what: "connection" }
  /** `missing` is what has to be entered first. */
  | { reason: "not_configured"; missing: "api_key" | "webhook_credential" | "enabled_connection" };

const vapiSecret = z.object({ method: z.enum(["bearer", "hmac"]), secret: z.string() });
const vapiApiKey = z.object({ apiKey: z.string(), webhookCredential: z.string().nullable() });

/** Opens the connection's credentials. Throws when what is sealed cannot be opened. */
export async function openVoiceAccount(
  env: Env,
  db: TenantDb,
  id: ConnectionId,
): Promise<Result<VoiceAccount, AccountRefusal>> {
  const row = await findCredentials(db, id);
  if (!row) return err({ reason: "not_found", what: "connection" });
  if (row.disabledAt !== null) return err({ reason: "not_configured", missing: "enabled_connection" });
  const vault = await tenantVault(env, db);
  const secret = await vault.open(secretPlace(id), row.sealedSecret);
  if (row.provider === "retell") {
    return ok({ id, provider: "retell", ask: askerOf(env, db, id, "retell", secret), serverAuth: null });
  }
  if (row.sealedApiKey === null) return err({ reason: "not_configured", missing: "api_key" });
  const { apiKey, webhookCredential } = vapiApiKey.parse(
    JSON.parse(await vault.open(apiKeyPlace(id), row.sealedApiKey)),
  );
  const serverAuth = authOf(secret, webhookCredential);
  return ok({ id, provider: "vapi", ask: askerOf(env, db, id, "vapi", apiKey), serverAuth });
}

function askerOf(env: Env, db: TenantDb, id: ConnectionId, provider: VoiceProvider, key: string): Ask {
  const { RETELL_URL, VAPI_URL } = configOf(env);
  const baseUrl = { retell: RETELL_URL, vapi: VAPI_URL }[provider];
  const gate = openGate(env, { tenantId: db.tenantId, connection: id, provider });
  const headers = { authorization: `Bearer ${key}` };
  return async ({ path, ...request }) => {
    if (path.startsWith("/")) return throughGate(gate, () => askJson({ ...request, url: baseUrl + path, headers }));
    if (!isVendorAddress(path, provider, baseUrl)) return err({ reason: "unreachable" });
    return throughGate(gate, () => askJson({ ...request, url: path, headers: {} }));
  };
}

/** A signature needs a credential that Vapi keeps; a token can be sent along by itself. */
function authOf(sealedSecret: string, webhookCredential: string | null): VapiServerAuth | null {
  if (webhookCredential !== null) return { credentialId: webhookCredential };
  const { method, secret } = vapiSecret.parse(JSON.parse(sealedSecret));
  return method === "bearer" ? { headers: { Authorization: `Bearer ${secret}` } } : null;
}
