import * as z from "zod";
import type { VoiceProvider } from "../../contracts/calls.ts";
import { findCredentials } from "../../db/queries/connections.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { ConnectionId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { isVendorAddress } from "../../domain/voice/recording-address.ts";
import { configOf } from "../../env.ts";
import { throughGate } from "../../providers/gate.ts";
import { askJson } from "../../providers/vendor-request.ts";
import type { Ask } from "../../providers/voice/agents/port.ts";
import { apiKeyPlace, secretPlace } from "../connections/vendors.ts";
import { tenantVault } from "../tenant-vault.ts";
import { openGate } from "./open-gate.ts";

/** A business's account at a voice vendor, ready to be asked. */
export type VoiceAccount = RetellAccount | VapiAccount;
type RetellAccount = { id: ConnectionId; provider: "retell"; ask: Ask };
export type VapiAccount = {
  id: ConnectionId;
  provider: "vapi";
  ask: Ask;
  apiKey: string;
  proof: VapiProof;
  /** When the secret that Vapi proves itself by was agreed. */
  secretChangedAt: EpochMs | null;
};
/** `madeFor`: which secret a credential of ours was made for. */
type VapiProof = {
  method: "bearer" | "hmac";
  secret: string;
  credential: { id: string; madeFor: string | null } | null;
};

export type AccountRefusal =
  | { reason: "not_found"; what: "connection" }
  /** `missing` is what has to be entered first. */
  | { reason: "not_configured"; missing: "api_key" | "enabled_connection" };

const vapiSecret = z.object({ method: z.enum(["bearer", "hmac"]), secret: z.string() });
const vapiApiKey = z.object({
  apiKey: z.string(),
  webhookCredential: z.string().nullable(),
  madeFor: z.string().nullable().default(null),
});

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
    return ok({ id, provider: "retell", ask: askerOf(env, db, id, "retell", secret) });
  }
  if (row.sealedApiKey === null) return err({ reason: "not_configured", missing: "api_key" });
  const { apiKey, webhookCredential, madeFor } = vapiApiKey.parse(
    JSON.parse(await vault.open(apiKeyPlace(id), row.sealedApiKey)),
  );
  const credential = webhookCredential === null ? null : { id: webhookCredential, madeFor };
  const proof = { ...vapiSecret.parse(JSON.parse(secret)), credential };
  const { secretChangedAt } = row;
  return ok({ id, provider: "vapi", ask: askerOf(env, db, id, "vapi", apiKey), apiKey, proof, secretChangedAt });
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
