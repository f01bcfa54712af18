import type { CalendarProvider } from "../../../contracts/calendar-sync.ts";
import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { CalendarVendor } from "../../../providers/calendars/port.ts";
import type { VendorGate } from "../../../providers/gate.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { openGate } from "../../vendors/open-gate.ts";
import { openCalcom } from "../calcom/open-calcom.ts";
import { openGoogle } from "./google/open-google.ts";
import { placeOfCredential } from "./place-of-credential.ts";

/** What an adapter is made of. `secret` is the JSON that was sealed when the account was connected. */
export type CalendarDoor = { env: Env; db: TenantDb; account: AccountRow; secret: string; gate: VendorGate };

export type OpenRefusal = { reason: "not_configured" } | { reason: "credential_dead" };

type Opener = (door: CalendarDoor) => Promise<Result<CalendarVendor, OpenRefusal>>;

/** One line for each vendor. Null: this version has no adapter for it. */
const openers: Record<CalendarProvider, Opener | null> = {
  google: openGoogle,
  calcom: openCalcom,
  microsoft: null,
};

/** The account, ready to be asked. Throws when what is sealed cannot be opened. */
export async function openCalendarVendor(
  env: Env,
  db: TenantDb,
  account: AccountRow,
): Promise<Result<CalendarVendor, OpenRefusal>> {
  const open = openers[account.provider];
  if (!open) return err({ reason: "not_configured" });
  if (account.state !== "connected") return err({ reason: "credential_dead" });
  const vault = await tenantVault(env, db);
  const secret = await vault.open(placeOfCredential(account.id), account.sealedCredential);
  const gate = openGate(env, { tenantId: db.tenantId, connection: account.id, provider: account.provider });
  const vendor = await open({ env, db, account, secret, gate });
  return vendor.ok ? ok(vendor.value) : err(vendor.error);
}
