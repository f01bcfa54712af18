import type { VoiceProvider } from "../../contracts/calls.ts";
import { type Background, type ConnectionEntry, findConnectionEntry } from "../../db/directory.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import { connectionId } from "../../domain/ids.ts";
import { masterKeysOf } from "../../env.ts";
import type { Verifier } from "../../providers/voice/port.ts";
import { openVerifier } from "../../providers/voice/verifiers.ts";
import { openOnce } from "../open-once.ts";

export type OpenConnection = { connection: ConnectionEntry; vault: Vault; verify: Verifier };

const open = openOnce(async (env, connection: ConnectionEntry): Promise<OpenConnection> => {
  const vault = await openVault(masterKeysOf(env), connection.tenantId, connection.wrappedKey);
  const secret = await vault.open({ purpose: "connection.secret", row: connection.id }, connection.sealedSecret);
  return { connection, vault, verify: await openVerifier(connection.provider, secret) };
});

/** Null when there is no such connection, or it is another provider's. */
export async function findVoiceConnection(
  env: Env,
  background: Background,
  provider: VoiceProvider,
  id: string,
): Promise<OpenConnection | null> {
  const parsed = connectionId.safeParse(id);
  const entry = parsed.success ? await findConnectionEntry(env, background, parsed.data) : null;
  if (entry?.provider !== provider) return null;
  return open(env, entry);
}
