import type { MessageView } from "../../contracts/messaging.ts";
import { findMessage, listMessages, type MessageFilter, type MessageRow } from "../../db/queries/messages.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { MessageId, TenantId } from "../../domain/ids.ts";
import type { MessageBody } from "../../domain/messaging/message.ts";
import { toUtc } from "../../domain/time.ts";
import { tenantVault } from "../tenant-vault.ts";

/** Newest first. */
export async function listMessageViews(
  env: Env,
  tenantId: TenantId,
  filter: MessageFilter,
  page: Page,
): Promise<Paged<MessageView>> {
  const db = tenantDb(env.DB, tenantId);
  const [vault, { items, nextCursor }] = [await tenantVault(env, db), await listMessages(db, filter, page)];
  return { items: await Promise.all(items.map((row) => toMessageView(vault, row))), nextCursor };
}

/** Null when this tenant has no such message. */
export async function findMessageView(env: Env, tenantId: TenantId, id: MessageId): Promise<MessageView | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findMessage(db, id);
  return row && toMessageView(await tenantVault(env, db), row);
}

/** With address and words, as far as they are kept. */
export async function toMessageView(vault: Vault, row: MessageRow): Promise<MessageView> {
  const { id, channel, direction, purpose, kind, status, reason, vendor, customerId, appointmentId, language } = row;
  const { segments, costMicros, currency } = row;
  const open = (purposeOf: "message.address" | "message.body", sealed: string | null) =>
    sealed === null ? null : vault.open({ purpose: purposeOf, row: id }, sealed);
  const [address, sealed] = [
    await open("message.address", row.sealedAddress),
    await open("message.body", row.sealedBody),
  ];
  const body = sealed === null ? null : (JSON.parse(sealed) as MessageBody);
  const facts = { id, channel, direction, purpose, kind, status, reason, vendor, customerId, appointmentId, language };
  const words = { address, text: body?.text ?? null, subject: body?.subject ?? null };
  const times = { createdAt: toUtc(row.createdAt), settledAt: row.settledAt === null ? null : toUtc(row.settledAt) };
  return { ...facts, ...words, segments, costMicros, currency, ...times };
}
