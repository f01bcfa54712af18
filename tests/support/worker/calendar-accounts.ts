import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import {
  calendarAccounts,
  calendarMirrors,
  calendarProposals,
  calendarReconciles,
  calendarTargets,
} from "../../../src/db/schema/calendar-sync.ts";
import { placeOfCredential } from "../../../src/use-cases/calendars/sync/place-of-credential.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** An account whose vendor is never reached, with a calendar, an entry that was given up, and something to decide. */
export async function aCalendarAccount({ tenantId, branchId, anna, vault }: TestTenant) {
  const [accountId, targetId, mirrorId] = [newId("cac"), newId("ctg"), newId("cmr")];
  const [proposalId, reconcileId, appointmentId] = [newId("cpr"), newId("crr"), newId("apt")];
  const at = Date.now();
  const credential = { accessToken: "access", refreshToken: "refresh", expiresAt: at + 86_400_000 };
  const sealedCredential = await vault.seal(placeOfCredential(accountId), JSON.stringify(credential));
  const orm = drizzle(env.DB);
  const own = { tenantId, accountId };
  await orm.batch([
    orm.insert(calendarAccounts).values({
      tenantId,
      id: accountId,
      provider: "google",
      name: "Anna",
      sealedCredential,
      state: "connected",
      outsideChange: "propose",
      createdAt: at,
      updatedAt: at,
    }),
    orm.insert(calendarTargets).values({
      ...own,
      id: targetId,
      branchId,
      calendarId: anna,
      externalId: "anna",
      externalName: "Anna",
      writes: false,
      reads: true,
      nextSyncAt: at + 86_400_000,
      createdAt: at,
    }),
    orm.insert(calendarMirrors).values({
      ...own,
      id: mirrorId,
      targetId,
      appointmentId,
      wantedVersion: 1,
      state: "dead",
      attempts: 14,
      lastError: "status_500",
      createdAt: at,
      updatedAt: at,
    }),
    orm.insert(calendarProposals).values({
      ...own,
      id: proposalId,
      targetId,
      mirrorId,
      appointmentId,
      appointmentVersion: 1,
      kind: "deleted",
      state: "open",
      raisedAt: at,
    }),
  ]);
  const looked = { checked: 12, missing: 1, state: "done" as const, cause: "nightly" as const };
  await orm
    .insert(calendarReconciles)
    .values({ ...own, ...looked, id: reconcileId, startedAt: at, updatedAt: at, endedAt: at });
  return { accountId, targetId, mirrorId, proposalId, reconcileId };
}
