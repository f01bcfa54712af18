import type { AvailableNumberView, PhoneNumberView, PooledNumberView } from "../../../contracts/phone-numbers.ts";
import { addToPool, listPhoneNumbers, listPool, type NumberRow } from "../../../db/queries/numbers.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { platformDb, type TenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import type { SenderId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { toUtc } from "../../../domain/time.ts";
import type { NumberSearch } from "../../../providers/voice/numbers/port.ts";
import type { Operator } from "../../operations/operator.ts";
import { openCarrier } from "../../vendors/carrier-account.ts";
import type { NumberRefusal } from "./open-number-vendor.ts";

const SHOWN_FREE = 20;
const SHOWN_POOL = 500;

/** What the account's carrier has; without an account, what is free in the operator's pool. */
export async function searchNumbers(
  env: Env,
  db: TenantDb,
  senderId: SenderId | undefined,
  wish: NumberSearch,
): Promise<Result<AvailableNumberView[], NumberRefusal>> {
  if (!senderId) {
    const free = await listPool(env.DB, SHOWN_FREE, true);
    return ok(free.map(({ e164 }) => ({ e164, monthlyCost: null, currency: null, locality: null })));
  }
  const carrier = await openCarrier(env, db, senderId);
  if (!carrier) return err({ reason: "not_found", what: "carrier" });
  const found = await carrier.search(wish);
  return found.ok ? found : err({ reason: "vendor_failed", failure: found.error });
}

export async function viewNumbers(db: TenantDb, page: Page): Promise<Paged<PhoneNumberView>> {
  const { items, nextCursor } = await listPhoneNumbers(db, page);
  return { items: items.map(toNumberView), nextCursor };
}

export function toNumberView(row: NumberRow): PhoneNumberView {
  const { id, e164, branchId, connectionId, source, state, error, createdAt, voiceNumberId, routingMode, language } =
    row;
  const isConnected = voiceNumberId !== null;
  const answers = { isConnected, error, routingMode, language, carrierAsks: row.agentUri !== null };
  return { id, e164, branchId, connectionId, source, state, ...answers, createdAt: toUtc(createdAt) };
}

/** All of the pool, by number. */
export async function viewPool(env: Env): Promise<PooledNumberView[]> {
  const rows = await listPool(env.DB, SHOWN_POOL, false);
  return rows.map(({ e164, tenantId, addedAt, assignedAt }) => {
    return { e164, tenantId, addedAt: toUtc(addedAt), assignedAt: assignedAt === null ? null : toUtc(assignedAt) };
  });
}

/** The operator lends a number; which business takes it is seen when one does. */
export async function seedPool({ env, actor, requestId, now }: Operator, e164: string): Promise<void> {
  const facts = { e164 };
  const audit = { actor: actorId(actor), action: "number_pool.added", subjectId: e164, facts, requestId, at: now };
  await addToPool(platformDb(env.DB), e164, now, audit);
}
