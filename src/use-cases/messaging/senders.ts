import type { SenderPatch, SenderSecret, SenderView } from "../../contracts/messaging.ts";
import { reloadSenderEntry } from "../../db/directory.ts";
import {
  countSenders,
  deleteSender as dropSender,
  findSender,
  insertSender,
  listSenders,
  MAX_SENDERS,
  type SenderRow,
  updateSender,
} from "../../db/queries/message-senders.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { SenderId, TenantId } from "../../domain/ids.ts";
import type { MessageVendor } from "../../domain/messaging/message.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { type Clerk, dbOf, entryOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { forgetGate } from "../vendors/forget-gate.ts";

export type SenderRefusal =
  | { reason: "not_found" }
  | { reason: "too_many"; limit: number }
  | { reason: "other_vendor"; vendor: MessageVendor };
type Done = Promise<Result<SenderView, SenderRefusal>>;

/** Where a vendor sends what it has to tell of this sender. */
export function webhookUrl(env: Env, vendor: MessageVendor, id: SenderId): string {
  return `${configOf(env).PUBLIC_URL}/webhooks/${vendor}/${id}`;
}

export async function listSenderViews(env: Env, tenantId: TenantId): Promise<SenderView[]> {
  return (await listSenders(tenantDb(env.DB, tenantId))).map((row) => toView(env, row));
}

export async function createSender(
  clerk: Clerk,
  { name, address, secret }: { name: string; address: string; secret: SenderSecret },
): Done {
  const db = dbOf(clerk);
  if ((await countSenders(db)) >= MAX_SENDERS) return err({ reason: "too_many", limit: MAX_SENDERS });
  const id = newId("snd");
  const { vendor } = secret;
  const channel = vendor === "whatsapp" ? ("whatsapp" as const) : ("sms" as const);
  const times = { createdAt: clerk.now, secretChangedAt: clerk.now, disabledAt: null };
  const row = { id, name, vendor, channel, address, sealedSecret: await seal(clerk, db, id, secret), ...times };
  await insertSender(db, row, entryOf(clerk, "message_sender.created", id, { after: { vendor, address } }));
  await reloadSenderEntry(clerk.env, id);
  return ok(toView(clerk.env, { ...row, tenantId: db.tenantId }));
}

/** What is left out stays. A new credential takes the place of the old one at once. */
export async function changeSender(clerk: Clerk, id: SenderId, patch: SenderPatch): Done {
  const db = dbOf(clerk);
  const row = await findSender(db, id);
  if (!row) return err({ reason: "not_found" });
  if (patch.secret && patch.secret.vendor !== row.vendor) return err({ reason: "other_vendor", vendor: row.vendor });
  const { name = row.name, isDisabled = row.disabledAt !== null, secret } = patch;
  const sealed = secret
    ? { sealedSecret: await seal(clerk, db, id, secret), secretChangedAt: clerk.now }
    : { sealedSecret: row.sealedSecret, secretChangedAt: row.secretChangedAt };
  const change = { name, disabledAt: isDisabled ? (row.disabledAt ?? clerk.now) : null, ...sealed };
  const facts = { before: factsOf(row), after: factsOf({ ...row, ...change }), isRenamed: name !== row.name };
  await updateSender(db, id, change, entryOf(clerk, "message_sender.changed", id, facts));
  await reloadSenderEntry(clerk.env, id);
  if (secret) await forgetGate(clerk.env, db, { connection: id });
  return ok(toView(clerk.env, { ...row, ...change }));
}

export async function deleteSender(clerk: Clerk, id: SenderId): Promise<Result<SenderId, SenderRefusal>> {
  const db = dbOf(clerk);
  const row = await findSender(db, id);
  if (!row) return err({ reason: "not_found" });
  const { vendor, address } = row;
  await dropSender(db, id, entryOf(clerk, "message_sender.deleted", id, { before: { vendor, address } }));
  await reloadSenderEntry(clerk.env, id);
  await forgetGate(clerk.env, db, { connection: id });
  return ok(id);
}

async function seal({ env }: Clerk, db: TenantDb, id: SenderId, secret: SenderSecret): Promise<string> {
  const vault = await tenantVault(env, db);
  return vault.seal({ purpose: "sender.secret", row: id }, JSON.stringify(secret));
}

function toView(env: Env, row: SenderRow): SenderView {
  const { id, name, vendor, channel, address, disabledAt } = row;
  const times = { secretChangedAt: toUtc(row.secretChangedAt), createdAt: toUtc(row.createdAt) };
  const url = webhookUrl(env, vendor, id);
  const voiceUrl = vendor === "whatsapp" ? null : `${url}/voice`;
  return { id, name, vendor, channel, address, isDisabled: disabledAt !== null, ...times, webhookUrl: url, voiceUrl };
}

function factsOf({ disabledAt, secretChangedAt }: SenderRow) {
  return { isDisabled: disabledAt !== null, secretChangedAt };
}
