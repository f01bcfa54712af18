import type { ConversationView } from "../../../contracts/conversations.ts";
import { type CustomerDetails, customerDetails } from "../../../contracts/customers.ts";
import type { MessageView } from "../../../contracts/messaging.ts";
import {
  type ConversationFilter,
  type ConversationRow,
  findConversation,
  findMessagesByIds,
  listConversations,
  listThread,
} from "../../../db/queries/conversations.ts";
import { findCustomersByIds } from "../../../db/queries/customers.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import type { ConversationId, CustomerId, TenantId } from "../../../domain/ids.ts";
import { toUtc } from "../../../domain/time.ts";
import { customerPlace } from "../../customers/customer-place.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { toMessageView } from "../view-messages.ts";

const PREVIEW = 140;

/** Unread ones first. */
export async function listConversationViews(
  env: Env,
  tenantId: TenantId,
  filter: ConversationFilter,
  page: Page,
): Promise<Paged<ConversationView>> {
  const db = tenantDb(env.DB, tenantId);
  const [vault, { items, nextCursor }] = [await tenantVault(env, db), await listConversations(db, filter, page)];
  return { items: await toViews(db, vault, items), nextCursor };
}

/** Null when this tenant has no such conversation. */
export async function findConversationView(env: Env, tenantId: TenantId, id: ConversationId) {
  const db = tenantDb(env.DB, tenantId);
  const row = await findConversation(db, id);
  if (!row) return null;
  const [view] = await toViews(db, await tenantVault(env, db), [row]);
  return view ? { view, row, db } : null;
}

/** Newest first. Null when this tenant has no such conversation. */
export async function listThreadViews(
  env: Env,
  tenantId: TenantId,
  id: ConversationId,
  page: Page,
): Promise<Paged<MessageView> | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findConversation(db, id);
  if (!row) return null;
  const [vault, { items, nextCursor }] = [await tenantVault(env, db), await listThread(db, row, page)];
  return { items: await Promise.all(items.map((message) => toMessageView(vault, message))), nextCursor };
}

async function toViews(db: TenantDb, vault: Vault, rows: ConversationRow[]): Promise<ConversationView[]> {
  const ids = rows.flatMap(({ lastMessageId, lastIncomingId }) => [lastMessageId, lastIncomingId ?? lastMessageId]);
  const stored = await findMessagesByIds(db, ids);
  const messages = new Map(
    (await Promise.all(stored.map((row) => toMessageView(vault, row)))).map((view) => [view.id, view]),
  );
  const names = await namesOf(
    db,
    vault,
    rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])),
  );
  return rows.map((row) => {
    const { id, customerId, status, isUnread, ownerId, lastChannel: channel } = row;
    const last = messages.get(row.lastMessageId);
    const incoming = row.lastIncomingId === null ? undefined : messages.get(row.lastIncomingId);
    const customer = customerId === null ? null : { id: customerId, name: names.get(customerId)?.name ?? "–" };
    const state = { status, isUnread, isPaused: row.pausedAt !== null, ownerId };
    const preview = last?.text?.slice(0, PREVIEW) ?? null;
    const told = { preview, lastDirection: last?.direction ?? ("inbound" as const), lastAt: toUtc(row.lastAt) };
    return { id, customer, address: incoming?.address ?? null, ...state, channel, ...told };
  });
}

async function namesOf(db: TenantDb, vault: Vault, ids: CustomerId[]): Promise<Map<CustomerId, CustomerDetails>> {
  const rows = await findCustomersByIds(db, ids);
  const opened = rows.map(async ({ id, sealedContact }) => {
    const details = customerDetails.parse(JSON.parse(await vault.open(customerPlace(id), sealedContact)));
    return [id, details] as const;
  });
  return new Map(await Promise.all(opened));
}
