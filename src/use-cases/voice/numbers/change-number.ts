import type { NumberChangeBody } from "../../../contracts/phone-numbers.ts";
import { reloadConnectionEntry } from "../../../db/directory.ts";
import { changePhoneNumber, deletePhoneNumber, findPhoneNumber, type NumberRow } from "../../../db/queries/numbers.ts";
import type { BranchId, PhoneNumberId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { refuseBranch } from "../../catalogue/refuse-branch.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";
import { openCarrier } from "../../vendors/carrier-account.ts";
import { bindingOf, type Done, type NumberRefusal, openNumberVendor } from "./open-number-vendor.ts";

/** Which branch it rings for, who takes its calls, what its callers speak. */
export async function changeNumber(clerk: Clerk, id: PhoneNumberId, change: NumberChangeBody): Done {
  const row = await findPhoneNumber(dbOf(clerk), id);
  if (!row) return err({ reason: "not_found", what: "number" });
  const { branchId = row.branchId, routingMode = row.routingMode, language = row.language } = change;
  const agentUri = await agentUriOf(clerk, row, change.carrierAsks);
  if (!agentUri.ok) return agentUri;
  const assigned = branchId === row.branchId ? ok(row) : await assign(clerk, row, branchId);
  const before = { routingMode: row.routingMode, language: row.language, agentUri: row.agentUri };
  const after = { routingMode, language, agentUri: agentUri.value };
  if (!assigned.ok || JSON.stringify(after) === JSON.stringify(before)) return assigned;
  const facts = { before, after };
  await changePhoneNumber(dbOf(clerk), id, facts.after, entryOf(clerk, "phone_number.changed", id, facts));
  await reloadConnectionEntry(clerk.env, row.connectionId);
  return ok({ ...assigned.value, ...facts.after });
}

/** Where its carrier shall reach the agent, from now on. Null: the carrier asks nobody. */
async function agentUriOf(
  clerk: Clerk,
  row: NumberRow,
  carrierAsks: boolean | undefined,
): Promise<Result<string | null, NumberRefusal>> {
  if (carrierAsks === undefined || carrierAsks === (row.agentUri !== null)) return ok(row.agentUri);
  if (!carrierAsks) return ok(null);
  if (row.voiceNumberId === null || row.source === "vendor") return err({ reason: "number_not_connected" });
  const opened = await openNumberVendor(clerk, row.connectionId);
  if (!opened.ok) return opened;
  const reached = await opened.value.vendor.reach(row.voiceNumberId);
  if (!reached.ok) return err({ reason: "vendor_failed", failure: reached.error });
  return reached.value === null ? err({ reason: "number_not_connected" }) : ok(reached.value);
}

/** From now on the number rings for another branch. */
async function assign(clerk: Clerk, row: NumberRow, branchId: BranchId): Done {
  const db = dbOf(clerk);
  const { id } = row;
  const refused = await refuseBranch(db, branchId);
  if (refused) return refused;
  if (row.voiceNumberId !== null) {
    const opened = await openNumberVendor(clerk, row.connectionId);
    if (!opened.ok) return opened;
    const binding = await bindingOf(clerk, opened.value.account, branchId);
    const bound = await opened.value.vendor.bind(row.voiceNumberId, binding);
    if (!bound.ok) return err({ reason: "vendor_failed", failure: bound.error });
  }
  const facts = { before: { branchId: row.branchId }, after: { branchId } };
  await changePhoneNumber(db, id, { branchId }, entryOf(clerk, "phone_number.assigned", id, facts));
  await reloadConnectionEntry(clerk.env, row.connectionId);
  return ok({ ...row, branchId });
}

/** Given back at the voice vendor, then at the carrier; only then it is forgotten here. */
export async function releaseNumber(clerk: Clerk, id: PhoneNumberId): Done {
  const db = dbOf(clerk);
  const row = await findPhoneNumber(db, id);
  if (!row) return err({ reason: "not_found", what: "number" });
  const given = await giveBack(clerk, row);
  if (!given.ok) return given;
  const facts = { e164: row.e164, source: row.source };
  await deletePhoneNumber(db, row, entryOf(clerk, "phone_number.released", id, facts));
  await reloadConnectionEntry(clerk.env, row.connectionId);
  return ok(row);
}

async function giveBack(clerk: Clerk, row: NumberRow): Done {
  if (row.voiceNumberId !== null) {
    const opened = await openNumberVendor(clerk, row.connectionId);
    if (!opened.ok) return opened;
    const released = await opened.value.vendor.release(row.voiceNumberId);
    if (!released.ok) return err({ reason: "vendor_failed", failure: released.error });
  }
  if (row.senderId === null) return ok(row);
  const carrier = await openCarrier(clerk.env, dbOf(clerk), row.senderId);
  if (!carrier) return err({ reason: "not_found", what: "carrier" });
  const released = await carrier.release(row.carrierId ?? "", row.e164);
  return released.ok ? ok(row) : err({ reason: "vendor_failed", failure: released.error });
}
