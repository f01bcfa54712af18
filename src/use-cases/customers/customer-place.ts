import type { SealedPlace } from "../../db/vault.ts";
import type { CustomerId } from "../../domain/ids.ts";

export function customerPlace(row: CustomerId): SealedPlace {
  return { purpose: "customer.contact", row };
}
