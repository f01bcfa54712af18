import type { SenderPatch, SenderSecret, SenderView } from "../../contracts/messaging.ts";
import { reloadSenderEntry } from "../../db/directory.ts";
import type { AuditEntry } from "../../db/queries/audit.ts";
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
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { SenderId, TenantId } from "../../domain/ids.ts";
import type { MessageVendor } from "../../domain/messaging/message.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { type EpochMs, toUtc } from "../../domain/time.ts";
import { configOf } from "../../env.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import { forgetGate } from "../vendors/forget-gate.ts";

export type SenderKeeper = { env: Env; actor: TenantActor; requestId: string; now: EpochMs };
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
  keeper: SenderKeeper,
  { name, address, secret }: { name: string; address: string; secret: SenderSecret },
): Done {
  const db = dbOf(keeper);
  if ((await countSenders(db)) >= MAX_SENDERS) return err({ reason: "too_many", limit: MAX_SENDERS });
  const id = newId("snd");
  const { vendor } = secret;
  const channel = vendor === "whatsapp" ? ("whatsapp" as const) : ("sms" as const);
  const times = { createdAt: keeper.now, secretChangedAt: keeper.now, disabledAt: null };
  const row = { id, name, vendor, channel, address, sealedSecret: await seal(keeper, db, id, secret), ...times };
  await insertSender(db, row, entry(keeper, "message_sender.created", id, { after: { vendor, address } }));
  await reloadSenderEntry(keeper.env, id);
  return ok(toView(keeper.env, { ...row, tenantId: db.tenantId }));
}

/** What is left out stays. A new credential takes the place of the old one at once. */
export async function changeSender(keeper: SenderKeeper, id: SenderId, patch: SenderPatch): Done {
  const db = dbOf(keeper);
  const row = await findSender(db, id);
  if (!row) return err({ reason: "not_found" });
  if (patch.secret && patch.secret.vendor !== row.vendor) return err({ reason: "other_vendor", vendor: row.vendor });
  const { name = row.name, isDisabled = row.disabledAt !== null, secret } = patch;
  const sealed = secret
    ? { sealedSecret: await seal(keeper, db, id, secret), secretChangedAt: keeper.now }
    : { sealedSecret: row.sealedSecret, secretChangedAt: row.secretChangedAt };
  const change = { name, disabledAt: isDisabled ? (row.disabledAt ?? keeper.now) : null, ...sealed };
  const facts = { before: factsOf(row), after: factsOf({ ...row, ...change }), isRenamed: name !== row.name };
  await updateSender(db, id, change, entry(keeper, "message_sender.changed", id, facts));
  await reloadSenderEntry(keeper.env, id);
  if (secret) await forgetGate(keeper.env, db, { connection: id });
  return ok(toView(keeper.env, { ...row, ...change }));
}

export async function deleteSender(keeper: SenderKeeper, id: SenderId): Promise<Result<SenderId, SenderRefusal>> {
  const db = dbOf(keeper);
  const row = await findSender(db, id);
  if (!row) return err({ reason: "not_found" });
  const { vendor, address } = row;
  await dropSender(db, id, entry(keeper, "message_sender.deleted", id, { before: { vendor, address } }));
  await reloadSenderEntry(keeper.env, id);
  await forgetGate(keeper.env, db, { connection: id });
  return ok(id);
}

async function seal({ env }: SenderKeeper, db: TenantDb, id: SenderId, secret: SenderSecret): Promise<string> {
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

function entry(
  { actor, requestId, now: at }: SenderKeeper,
  action: string,
  subjectId: SenderId,
  facts: Record<string, unknown>,
): AuditEntry {
  return { actor: actorId(actor), action, subjectId, facts, requestId, at };
}

function dbOf({ env, actor }: SenderKeeper): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}
