import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { configOf } from "../../../env.ts";
import { type AskCalcom, calcomAsker } from "../../../providers/calendars/calcom/ask.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { openGate } from "../../vendors/open-gate.ts";
import { placeOfCredential } from "../sync/place-of-credential.ts";
import { type CalcomCredential, calcomCredential } from "./credential.ts";

/** Null once the account was disconnected: nothing is left of its credential then. */
export async function credentialOf(env: Env, db: TenantDb, account: AccountRow): Promise<CalcomCredential | null> {
  if (account.provider !== "calcom" || account.sealedCredential === "") return null;
  const vault = await tenantVault(env, db);
  return calcomCredential.parse(JSON.parse(await vault.open(placeOfCredential(account.id), account.sealedCredential)));
}

/** Asks at Cal.com in the account's name, behind its gate. */
export function askAs(
  env: Env,
  { tenantId }: TenantDb,
  { id }: Pick<AccountRow, "id">,
  { apiKey }: Pick<CalcomCredential, "apiKey">,
): AskCalcom {
  const gate = openGate(env, { tenantId, connection: id, provider: "calcom" });
  return calcomAsker({ baseUrl: configOf(env).CALCOM_URL, apiKey, gate });
}
