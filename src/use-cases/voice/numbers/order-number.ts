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
import { newId } from "../../new-id.ts";
import { openCarrier } from "../../vendors/carrier-account.ts";
import { bindingOf, type Done, dbOf, entry, type NumberKeeper, openNumberVendor } from "./number-keeper.ts";

/** Gets a number for a branch, and connects it with the voice vendor where it is told how. */
export async function orderNumber(keeper: NumberKeeper, order: NumberOrder): Done {
  const refused = await refuseBranch(dbOf(keeper), order.branchId);
  if (refused) return refused;
  return order.source === "vendor" ? buyFromVendor(keeper, order) : bringAlong(keeper, order);
}

type OrderOf<Source extends NumberOrder["source"]> = Extract<NumberOrder, { source: Source }>;

/** Which number it will be is the vendor's choice, so the row is written when it is known. */
async function buyFromVendor(keeper: NumberKeeper, order: OrderOf<"vendor">): Done {
  const opened = await openNumberVendor(keeper, order.connectionId);
  if (!opened.ok) return opened;
  const { vendor, account } = opened.value;
  const binding = await bindingOf(keeper, account, order.branchId);
  const wish = { areaCode: order.areaCode ?? null, isTollFree: order.isTollFree ?? false };
  const bought = await vendor.buy(wish, binding);
  if (!bought.ok) return err({ reason: "vendor_failed", failure: bought.error });
  const row = newRow(keeper, order, bought.value.e164);
  const stored = await store(keeper, { ...row, state: "active", voiceNumberId: bought.value.voiceNumberId });
  // Somebody's already: what was bought twice is given back.
  if (!stored.ok) await vendor.release(bought.value.voiceNumberId);
  return stored;
}

/** The row comes first: from then on nobody else can have the number, and what was ordered is known. */
async function bringAlong(keeper: NumberKeeper, order: OrderOf<"carrier" | "own" | "pool">): Done {
  const db = dbOf(keeper);
  const opened = await openNumberVendor(keeper, order.connectionId);
  // A number can be assigned to a connection whose vendor we cannot ask.
  if (!opened.ok && (opened.error.reason === "not_found" || order.trunk)) return opened;
  const carrier = order.source === "carrier" ? await openCarrier(keeper.env, db, order.senderId) : null;
  if (order.source === "carrier" && !carrier) return err({ reason: "not_found", what: "carrier" });
  const senderId = order.source === "carrier" ? order.senderId : null;
  const stored = await store(keeper, { ...newRow(keeper, order, order.e164), senderId, state: "ordering" });
  if (!stored.ok) return stored;
  const row = stored.value;
  if (order.source === "pool" && !(await takeFromPool(db, order.e164, keeper.now))) {
    await deletePhoneNumber(db, row, entry(keeper, "phone_number.released", row.id, {}));
    return err({ reason: "number_taken" });
  }
  let isPending = false;
  if (carrier) {
    const ordered = await carrier.order(order.e164);
    if (!ordered.ok) return fail(keeper, row, ordered.error);
    isPending = ordered.value.isPending;
    await changePhoneNumber(db, row.id, { carrierId: ordered.value.carrierId });
  }
  if (order.trunk && opened.ok) {
    const binding = await bindingOf(keeper, opened.value.account, order.branchId);
    const attached = await opened.value.vendor.attach(order.e164, order.trunk, binding);
    if (!attached.ok) return fail(keeper, row, attached.error);
    await changePhoneNumber(db, row.id, { voiceNumberId: attached.value.voiceNumberId });
  }
  // The carrier's webhook, or our next look, tells when it is there.
  if (!isPending) await changePhoneNumber(db, row.id, { state: "active", error: null });
  return reread(keeper, row);
}

function newRow(keeper: NumberKeeper, order: NumberOrder, e164: string): NewNumber {
  const { branchId, connectionId, source } = order;
  return { id: newId("num"), e164, branchId, connectionId, source, createdAt: keeper.now };
}

async function store(keeper: NumberKeeper, row: NewNumber): Done {
  const { branchId, connectionId, source, e164 } = row;
  const audit = entry(keeper, "phone_number.ordered", row.id, { branchId, connectionId, source, e164 });
  if (!(await insertPhoneNumber(dbOf(keeper), row, audit))) return err({ reason: "number_taken" });
  await reloadConnectionEntry(keeper.env, connectionId);
  const stored = await findPhoneNumber(dbOf(keeper), row.id);
  if (!stored) throw new Error(`number ${row.id} is gone`);
  return ok(stored);
}

/** It stays, with the reason: whether it was bought may not be known, and releasing it finds out. */
async function fail(
  keeper: NumberKeeper,
  row: NumberRow,
  failure: GatedFailure,
): Promise<Result<never, { reason: "vendor_failed"; failure: GatedFailure }>> {
  const error = ("message" in failure ? failure.message : failure.reason).slice(0, 300);
  await changePhoneNumber(dbOf(keeper), row.id, { state: "failed", error });
  return err({ reason: "vendor_failed", failure });
}

async function reread(keeper: NumberKeeper, { id, connectionId }: NumberRow): Done {
  await reloadConnectionEntry(keeper.env, connectionId);
  const row = await findPhoneNumber(dbOf(keeper), id);
  return row ? ok(row) : err({ reason: "not_found", what: "number" });
}
