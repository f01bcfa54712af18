import { changePhoneNumber, findNumberByOrder, findPhoneNumber, type NumberRow } from "../../../db/queries/numbers.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { PhoneNumberId, SenderId, TenantId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { OrderState } from "../../../providers/voice/numbers/port.ts";
import { openCarrier } from "../../vendors/carrier-account.ts";

type Told = { orderId: string; state: OrderState };

/** What the carrier tells of an order. One that is settled stays as it is, and so does somebody else's. */
export async function applyNumberOrder(db: TenantDb, senderId: SenderId, told: Told, now: EpochMs): Promise<void> {
  const row = await findNumberByOrder(db, senderId, told.orderId);
  if (row) await settle(db, row, told.state, now);
}

/** Asks the carrier what became of an order whose webhook has not come. */
export async function checkNumberOrder(
  env: Env,
  { tenantId, numberId }: { tenantId: TenantId; numberId: PhoneNumberId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findPhoneNumber(db, numberId);
  if (row?.state !== "ordering" || row.senderId === null || row.carrierId === null) return;
  const carrier = await openCarrier(env, db, row.senderId);
  const looked = await carrier?.look(row.carrierId);
  if (looked?.ok) await settle(db, row, looked.value, now);
}

async function settle(db: TenantDb, row: NumberRow, state: OrderState, at: EpochMs): Promise<void> {
  if (row.state !== "ordering" || state === "pending") return;
  const change =
    state === "done"
      ? { state: "active" as const, error: null }
      : { state: "failed" as const, error: "The carrier could not get the number." };
  const facts = { before: row.state, after: change.state };
  const entry = { actor: "system" as const, action: "phone_number.order_settled", subjectId: row.id, facts };
  await changePhoneNumber(db, row.id, change, { ...entry, requestId: "", at });
}
