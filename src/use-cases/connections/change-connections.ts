import type { ConnectionSecret } from "../../contracts/connections.ts";
import { reloadConnectionEntry } from "../../db/directory.ts";
import type { AuditEntry } from "../../db/queries/audit.ts";
import {
  type ConnectionChange,
  type ConnectionRow,
  countConnections,
  deleteConnection as dropConnection,
  findConnection,
  insertConnection,
  MAX_CONNECTIONS,
  changeConnection as storeChange,
} from "../../db/queries/connections.ts";
import type { BranchId, ConnectionId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { refuseBranch } from "../catalogue/refuse-branch.ts";
import { type Clerk, dbOf, entryOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { forgetGate } from "../vendors/forget-gate.ts";
import { apiKeyPlace, secretPlace, secretText } from "./vendors.ts";

export type ConnectionRefusal =
  | { reason: "not_found"; what: "connection" | "branch" }
  | { reason: "branch_closed" }
  | { reason: "too_many"; limit: number }
  | { reason: "other_vendor"; provider: ConnectionRow["provider"] };
type Done = Promise<Result<ConnectionId, ConnectionRefusal>>;

export async function createConnection(
  clerk: Clerk,
  input: { name: string; defaultBranchId: BranchId; secret: ConnectionSecret },
): Done {
  const db = dbOf(clerk);
  const { name, defaultBranchId, secret } = input;
  const refused = await refuseBranch(db, defaultBranchId);
  if (refused) return refused;
  if ((await countConnections(db)) >= MAX_CONNECTIONS) return err({ reason: "too_many", limit: MAX_CONNECTIONS });
  const id = newId("con");
  const vault = await tenantVault(clerk.env, db);
  const sealedSecret = await vault.seal(secretPlace(id), secretText(secret));
  const { provider } = secret;
  const times = { createdAt: clerk.now, secretChangedAt: clerk.now };
  const audit = entryOf(clerk, "connection.created", id, { after: { provider, defaultBranchId } });
  await insertConnection(db, { id, name, provider, defaultBranchId, sealedSecret, ...times }, audit);
  await reloadConnectionEntry(clerk.env, id);
  return ok(id);
}

export async function changeConnection(
  clerk: Clerk,
  id: ConnectionId,
  patch: { name?: string | undefined; defaultBranchId?: BranchId | undefined; isDisabled?: boolean | undefined },
): Done {
  const db = dbOf(clerk);
  const row = await findConnection(db, id);
  if (!row) return err({ reason: "not_found", what: "connection" });
  const { name = row.name, defaultBranchId = row.defaultBranchId, isDisabled = row.disabledAt !== null } = patch;
  const refused = defaultBranchId === row.defaultBranchId ? null : await refuseBranch(db, defaultBranchId);
  if (refused) return refused;
  const before = { defaultBranchId: row.defaultBranchId, isDisabled: row.disabledAt !== null };
  const after = { defaultBranchId, isDisabled };
  const disabledAt = isDisabled ? (row.disabledAt ?? clerk.now) : null;
  const audit = entryOf(clerk, "connection.changed", id, { before, after, isRenamed: name !== row.name });
  return store(clerk, row, { name, defaultBranchId, disabledAt }, audit);
}

/** The vendor's old credential is gone with this; webhooks that are still signed by it are refused. */
export async function replaceSecret(clerk: Clerk, id: ConnectionId, secret: ConnectionSecret): Done {
  const db = dbOf(clerk);
  const row = await findConnection(db, id);
  if (!row) return err({ reason: "not_found", what: "connection" });
  if (row.provider !== secret.provider) return err({ reason: "other_vendor", provider: row.provider });
  const vault = await tenantVault(clerk.env, db);
  const sealedSecret = await vault.seal(secretPlace(id), secretText(secret));
  const facts = { before: { secretChangedAt: row.secretChangedAt }, after: { secretChangedAt: clerk.now } };
  const audit = entryOf(clerk, "connection.secret_replaced", id, facts);
  const stored = await store(clerk, row, { sealedSecret, secretChangedAt: clerk.now }, audit);
  await forgetGate(clerk.env, db, { connection: id });
  return stored;
}

/** Vapi's private key. Retell has one key for both directions, which is the secret. */
export async function setApiKey(
  clerk: Clerk,
  id: ConnectionId,
  { apiKey, webhookCredential = null }: { apiKey: string; webhookCredential?: string | null | undefined },
): Done {
  const db = dbOf(clerk);
  const row = await findConnection(db, id);
  if (!row) return err({ reason: "not_found", what: "connection" });
  if (row.provider !== "vapi") return err({ reason: "other_vendor", provider: row.provider });
  const vault = await tenantVault(clerk.env, db);
  const sealedApiKey = await vault.seal(apiKeyPlace(id), JSON.stringify({ apiKey, webhookCredential }));
  const stored = await store(clerk, row, { sealedApiKey }, entryOf(clerk, "connection.api_key_set", id, {}));
  await forgetGate(clerk.env, db, { connection: id });
  return stored;
}

export async function deleteConnection(clerk: Clerk, id: ConnectionId): Done {
  const db = dbOf(clerk);
  const row = await findConnection(db, id);
  if (!row) return err({ reason: "not_found", what: "connection" });
  const { provider, defaultBranchId } = row;
  await dropConnection(db, id, entryOf(clerk, "connection.deleted", id, { before: { provider, defaultBranchId } }));
  await reloadConnectionEntry(clerk.env, id);
  await forgetGate(clerk.env, db, { connection: id });
  return ok(id);
}

async function store(clerk: Clerk, { id }: ConnectionRow, change: ConnectionChange, audit: AuditEntry): Done {
  await storeChange(dbOf(clerk), id, change, audit);
  await reloadConnectionEntry(clerk.env, id);
  return ok(id);
}
