import { listBranches } from "../../db/queries/catalogue.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { countryOfNumber, toE164 } from "../../domain/voice/phone.ts";

const DEFAULT_COUNTRY = "DE";

/** Where to find who has a number. A national one is of the country that the first branch has its own in. Null: none. */
export async function indexOfNumber(db: TenantDb, vault: Vault, text: string): Promise<string | null> {
  const [branch] = await listBranches(db);
  const country = (branch?.phone && countryOfNumber(branch.phone)) || DEFAULT_COUNTRY;
  const number = toE164(text, country);
  return number.ok ? vault.phoneIndex(number.value) : null;
}
