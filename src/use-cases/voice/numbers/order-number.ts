import type { NumberOrder } from "../../../contracts/phone-numbers.ts";
import { reloadConnectionEntry } from "../../../db/directory.ts";
import {
  changePhoneNumber,
  deletePhoneNumber,
  findPhoneNumber,
  insertPhoneNumber,
  type NewNumber,
  type NumberRow,
  takeFromPool,
} from "../../../db/queries/numbers.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { GatedFailure } from "../../../providers/gate.ts";
import { refuseBranch } from "../../catalogue/refuse-branch.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { newId } from "../../new-id.ts";
import { openCarrier } from "../../vendors/carrier-account.ts";
import { bindingOf, type Done, openNumberVendor } from "./open-number-vendor.ts";

/** Gets a number for a branch, and connects it with the voice vendor where it is told how. */
export async function orderNumber(clerk: Clerk, order: NumberOrder): Done {
  const refused = await refuseBranch(dbOf(clerk), order.branchId);
  if (refused) return refused;
  return order.source === "vendor" ? buyFromVendor(clerk, order) : bringAlong(clerk, order);
}

type OrderOf<Source extends NumberOrder["source"]> = Extract<NumberOrder, { source: Source }>;

/** Which number it will be is the vendor's choice, so the row is written when it is known. */
async function buyFromVendor(clerk: Clerk, order: OrderOf<"vendor">): Done {
  const opened = await openNumberVendor(clerk, order.connectionId);
  if (!opened.ok) return opened;
  const { vendor, account } = opened.value;
  const binding = await bindingOf(clerk, account, order.branchId);
  const wish = { areaCode: order.areaCode ?? null, isTollFree: order.isTollFree ?? false };
  const bought = await vendor.buy(wish, binding);
  if (!bought.ok) return err({ reason: "vendor_failed", failure: bought.error });
  const row = newRow(clerk, order, bought.value.e164);
  const stored = await store(clerk, { ...row, state: "active", voiceNumberId: bought.value.voiceNumberId });
  // Somebody's already: what was bought twice is given back.
  if (!stored.ok) await vendor.release(bought.value.voiceNumberId);
  return stored;
}

/** The row comes first: from then on nobody else can have the number, and what was ordered is known. */
async function bringAlong(clerk: Clerk, order: OrderOf<"carrier" | "own" | "pool">): Done {
  const db = dbOf(clerk);
  const opened = await openNumberVendor(clerk, order.connectionId);
  // A number can be assigned to a connection whose vendor we cannot ask.
  if (!opened.ok && (opened.error.reason === "not_found" || order.trunk)) return opened;
  const carrier = order.source === "carrier" ? await openCarrier(clerk.env, db, order.senderId) : null;
  if (order.source === "carrier" && !carrier) return err({ reason: "not_found", what: "carrier" });
  const senderId = order.source === "carrier" ? order.senderId : null;
  const stored = await store(clerk, { ...newRow(clerk, order, order.e164), senderId, state: "ordering" });
  if (!stored.ok) return stored;
  const row = stored.value;
  if (order.source === "pool" && !(await takeFromPool(db, order.e164, clerk.now))) {
    await deletePhoneNumber(db, row, entryOf(clerk, "phone_number.released", row.id, {}));
    return err({ reason: "number_taken" });
  }
  let isPending = false;
  if (carrier) {
    const ordered = await carrier.order(order.e164);
    if (!ordered.ok) return fail(clerk, row, ordered.error);
    isPending = ordered.value.isPending;
    await changePhoneNumber(db, row.id, { carrierId: ordered.value.carrierId });
  }
  if (order.trunk && opened.ok) {
    const binding = await bindingOf(clerk, opened.value.account, order.branchId);
    const attached = await opened.value.vendor.attach(order.e164, order.trunk, binding);
    if (!attached.ok) return fail(clerk, row, attached.error);
    await changePhoneNumber(db, row.id, { voiceNumberId: attached.value.voiceNumberId });
  }
  // The carrier's webhook, or our next look, tells when it is there.
  if (!isPending) await changePhoneNumber(db, row.id, { state: "active", error: null });
  return reread(clerk, row);
}

function newRow(clerk: Clerk, order: NumberOrder, e164: string): NewNumber {
  const { branchId, connectionId, source } = order;
  return { id: newId("num"), e164, branchId, connectionId, source, createdAt: clerk.now };
}

async function store(clerk: Clerk, row: NewNumber): Done {
  const { branchId, connectionId, source, e164 } = row;
  const audit = entryOf(clerk, "phone_number.ordered", row.id, { branchId, connectionId, source, e164 });
  if (!(await insertPhoneNumber(dbOf(clerk), row, audit))) return err({ reason: "number_taken" });
  await reloadConnectionEntry(clerk.env, connectionId);
  const stored = await findPhoneNumber(dbOf(clerk), row.id);
  if (!stored) throw new Error(`number ${row.id} is gone`);
  return ok(stored);
}

/** It stays, with the reason: whether it was bought may not be known, and releasing it finds out. */
async function fail(
  clerk: Clerk,
  row: NumberRow,
  failure: GatedFailure,
): Promise<Result<never, { reason: "vendor_failed"; failure: GatedFailure }>> {
  const error = ("message" in failure ? failure.message : failure.reason).slice(0, 300);
  await changePhoneNumber(dbOf(clerk), row.id, { state: "failed", error });
  return err({ reason: "vendor_failed", failure });
}

async function reread(clerk: Clerk, { id, connectionId }: NumberRow): Done {
  await reloadConnectionEntry(clerk.env, connectionId);
  const row = await findPhoneNumber(dbOf(clerk), id);
  return row ? ok(row) : err({ reason: "not_found", what: "number" });
}
