import { listBranches } from "../../db/queries/catalogue.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { countryOfBranch, toE164 } from "../../domain/voice/phone.ts";

/** Where to find who has a number. A national one is of the country that the first branch has its own in. Null: none. */
export async function indexOfNumber(db: TenantDb, vault: Vault, text: string): Promise<string | null> {
  const [branch] = await listBranches(db);
  const number = toE164(text, countryOfBranch(branch ?? { phone: null }));
  return number.ok ? vault.phoneIndex(number.value) : null;
}
