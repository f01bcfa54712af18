import { findCustomerByPhone } from "../../db/queries/customers.ts";
import { findSender, type SenderRow } from "../../db/queries/message-senders.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { SenderId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { IncomingMessage, MessageEvent } from "../../providers/messaging/port.ts";
import { tenantVault } from "../tenant-vault.ts";
import { applyNumberOrder } from "../voice/numbers/settle-order.ts";
import { applyReport } from "./apply-report.ts";
import { keepIncoming } from "./keep-incoming.ts";

type Given = { tenantId: TenantId; senderId: SenderId; sealedEvent: string };

/** Applies what a vendor has told. Safe to repeat, and in any order. */
export async function applyMessageEvent(
  env: Env,
  { tenantId, senderId, sealedEvent }: Given,
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const sender = await findSender(db, senderId);
  if (!sender) return; // deleted meanwhile
  const vault = await tenantVault(env, db);
  const event = JSON.parse(await vault.open({ purpose: "message.event", row: senderId }, sealedEvent)) as MessageEvent;
  if (event.type === "number_order") return applyNumberOrder(db, senderId, event, now);
  await (event.type === "status" ? applyReport(db, event, now) : keep(env, { db, vault, sender }, event, now));
}

async function keep(
  env: Env,
  { db, vault, sender }: { db: TenantDb; vault: Vault; sender: SenderRow },
  { vendorId, from, text, vendorMeaning }: IncomingMessage,
  now: EpochMs,
): Promise<void> {
  const { id: senderId, vendor, channel } = sender;
  const addressIndex = await vault.phoneIndex(from);
  const customer = await findCustomerByPhone(db, addressIndex);
  const said = { vendorId, from, text, vendorMeaning };
  await keepIncoming(env, { db, vault }, { ...said, senderId, vendor, channel, addressIndex, customer }, now);
}
