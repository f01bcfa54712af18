import { env } from "cloudflare:workers";
import { insertAccount } from "../../../src/db/queries/calendar-accounts.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { CalendarAccountId } from "../../../src/domain/ids.ts";
import { placeOfCredential } from "../../../src/use-cases/calendars/sync/place-of-credential.ts";
import { newToken } from "../../../src/use-cases/identity/token.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** An account at Cal.com as it is stored once it was connected; Cal.com knows nothing of it. */
export async function aCalcomAccount({ tenantId, vault }: TestTenant): Promise<CalendarAccountId> {
  const id = newId("cac");
  const credential = { apiKey: `cal_live_${id}`, webhookSecret: newToken() };
  const sealedCredential = await vault.seal(placeOfCredential(id), JSON.stringify(credential));
  const state = { state: "connected" as const, stateReason: null, outsideChange: "propose" as const };
  const never = { renewalUntil: null, lastSyncAt: null, lastError: null, lastErrorAt: null };
  const row = {
    id,
    provider: "calcom" as const,
    name: "Anna",
    sealedCredential,
    credentialVersion: 1,
    ...state,
    ...never,
  };
  await insertAccount(tenantDb(env.DB, tenantId), { ...row, createdAt: 1, updatedAt: 1 });
  return id;
}
