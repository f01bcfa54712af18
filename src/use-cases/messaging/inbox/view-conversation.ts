import type { CallSummaryView } from "../../../contracts/calls.ts";
import type { ConversationDetail } from "../../../contracts/conversations.ts";
import { countUnread, findConversation, findConversationOf } from "../../../db/queries/conversations.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { Sight } from "../../../domain/identity/sight.ts";
import type { ConversationId, CustomerId, TenantId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { listCallViewsOfCustomer } from "../../voice/view-calls.ts";
import { findWays, toWayView } from "./find-ways.ts";
import { findConversationView } from "./view-conversations.ts";

const MOST_COUNTED = 100;

export function countUnreadOf(env: Env, tenantId: TenantId): Promise<number> {
  return countUnread(tenantDb(env.DB, tenantId), MOST_COUNTED);
}

/** Null when this tenant has no such conversation. */
export async function findConversationDetail(
  env: Env,
  tenantId: TenantId,
  id: ConversationId,
  now: EpochMs,
): Promise<ConversationDetail | null> {
  const found = await findConversationView(env, tenantId, id);
  if (!found) return null;
  const { view, row, db } = found;
  const ways = await findWays({ env, db, vault: await tenantVault(env, db), now }, row);
  return { ...view, ways: ways.map(toWayView) };
}

/** The conversation with a customer. Null: there is none. */
export async function findDetailOfCustomer(
  env: Env,
  tenantId: TenantId,
  customerId: CustomerId,
  now: EpochMs,
): Promise<ConversationDetail | null> {
  const row = await findConversationOf(tenantDb(env.DB, tenantId), customerId);
  return row && findConversationDetail(env, tenantId, row.id, now);
}

/** Of a customer all of theirs; none of somebody who is not known yet. Null: there is no such conversation. */
export async function listCallsOfConversation(
  env: Env,
  seer: { tenantId: TenantId; sight: Sight },
  id: ConversationId,
  page: Page,
): Promise<Paged<CallSummaryView> | null> {
  const db = tenantDb(env.DB, seer.tenantId);
  const row = await findConversation(db, id);
  if (!row) return null;
  const customer = row.customerId === null ? null : await findCustomer(db, row.customerId, seer.sight);
  if (!customer) return { items: [], nextCursor: null };
  return listCallViewsOfCustomer(env, seer, customer, page);
}
