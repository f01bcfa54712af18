import { type Background, type ConnectionEntry, findConnectionEntry } from "../../db/directory.ts";
import { openVault, type Vault } from "../../db/vault.ts";
import { connectionId } from "../../domain/ids.ts";
import { masterKeysOf } from "../../env.ts";
import { importRetellKey } from "../../providers/voice/retell.ts";

export type OpenConnection = { connection: ConnectionEntry; vault: Vault; key: CryptoKey };

/** Opened connections live as long as their directory entry: a changed secret comes with a new entry. */
const opened = new WeakMap<ConnectionEntry, Promise<OpenConnection>>();

/** Null when there is no such connection. */
export async function findRetellConnection(
  env: Env,
  background: Background,
  id: string,
): Promise<OpenConnection | null> {
  const parsed = connectionId.safeParse(id);
  const entry = parsed.success ? await findConnectionEntry(env, background, parsed.data) : null;
  if (!entry) return null;
  const known = opened.get(entry);
  if (known) return known;
  const opening = open(env, entry);
  opened.set(entry, opening);
  opening.catch(() => opened.delete(entry));
  return opening;
}

async function open(env: Env, connection: ConnectionEntry): Promise<OpenConnection> {
  const vault = await openVault(masterKeysOf(env), connection.tenantId, connection.wrappedKey);
  const apiKey = await vault.open({ purpose: "connection.secret", row: connection.id }, connection.sealedSecret);
  return { connection, vault, key: await importRetellKey(apiKey) };
}
