import { placeOfReason } from "../../db/booking-views.ts";
import type { Vault } from "../../db/vault.ts";
import type { AppointmentId, BranchId, SeriesId } from "../../domain/ids.ts";

/** Why something is called off, in somebody's own words: sealed for what was named, which may be the branch at least. */
export async function sealReason(
  vault: Vault,
  row: AppointmentId | SeriesId | BranchId,
  reason: string | null | undefined,
): Promise<string | null> {
  return reason ? vault.seal(placeOfReason(row), reason) : null;
}
