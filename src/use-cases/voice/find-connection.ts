import type { VoiceProvider } from "../../contracts/calls.ts";
import { type Background, type ConnectionEntry, findConnectionEntry } from "../../db/directory.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import { connectionId } from "../../domain/ids.ts";
import { masterKeysOf } from "../../env.ts";
import type { Verifier } from "../../providers/voice/port.ts";
import { openVerifier } from "../../providers/voice/verifiers.ts";

export type OpenConnection = { connection: ConnectionEntry; vault: Vault; verify: Verifier };

/** Opened connections live as long as their directory entry: a changed secret comes with a new entry. */
const opened = new WeakMap<ConnectionEntry, Promise<OpenConnection>>();

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
  const known = opened.get(entry);
  if (known) return known;
  const opening = open(env, entry);
  opened.set(entry, opening);
  opening.catch(() => opened.delete(entry));
  return opening;
}

async function open(env: Env, connection: ConnectionEntry): Promise<OpenConnection> {
  const vault = await openVault(masterKeysOf(env), connection.tenantId, connection.wrappedKey);
  const secret = await vault.open({ purpose: "connection.secret", row: connection.id }, connection.sealedSecret);
  return { connection, vault, verify: await openVerifier(connection.provider, secret) };
}
