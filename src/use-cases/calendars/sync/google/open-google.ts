import { findAccount } from "../../../../db/queries/calendar-accounts.ts";
import { claimRenewal, storeCredential, yieldRenewal } from "../../../../db/queries/calendar-credentials.ts";
import { err, ok, type Result } from "../../../../domain/result.ts";
import { MINUTE_MS } from "../../../../domain/time.ts";
import { configOf } from "../../../../env.ts";
import { type GoogleFailure, type GoogleTokens, googleAsker } from "../../../../providers/calendars/google/ask.ts";
import { googleCalendar } from "../../../../providers/calendars/google/google.ts";
import { type GoogleApp, renewTokens } from "../../../../providers/calendars/google/oauth.ts";
import type { CalendarVendor } from "../../../../providers/calendars/port.ts";
import { tenantVault } from "../../../tenant-vault.ts";
import type { CalendarDoor, OpenRefusal } from "../open-vendor.ts";
import { placeOfCredential } from "../place-of-credential.ts";
import { type GoogleCredential, googleCredential } from "./credential.ts";
import { googleApp } from "./google-app.ts";

/** Renewed so long before it ends, so that it does not end on its way. */
const MARGIN_MS = MINUTE_MS;
/** Longer than any answer takes. */
const LEASE_MS = 30_000;
const WAIT_MS = 300;
const MAX_WAITS = 20;

type Held = { door: CalendarDoor; app: GoogleApp; credential: GoogleCredential; version: number };

export async function openGoogle(door: CalendarDoor): Promise<Result<CalendarVendor, OpenRefusal>> {
  const app = googleApp(door.env);
  if (!app) return err({ reason: "not_configured" });
  const credential = googleCredential.parse(JSON.parse(door.secret));
  const held: Held = { door, app, credential, version: door.account.credentialVersion };
  return ok(googleCalendar(googleAsker(configOf(door.env).GOOGLE_API_URL, door.gate, tokensOf(held))));
}

function tokensOf(held: Held): GoogleTokens {
  return async (stale) => {
    const { accessToken, expiresAt } = held.credential;
    if (accessToken !== stale && expiresAt - MARGIN_MS > Date.now()) return ok(accessToken);
    return renew(held);
  };
}

/** One renews, the others take what it got: two renewals at once could each make the other's token worthless. */
async function renew(held: Held): Promise<Result<string, GoogleFailure>> {
  const { db, account } = held.door;
  for (let waits = 0; waits < MAX_WAITS; waits++) {
    const now = Date.now();
    if (await claimRenewal(db, { id: account.id, credentialVersion: held.version }, now, now + LEASE_MS)) {
      return renewNow(held);
    }
    const taken = await takeRenewed(held);
    if (taken) return taken;
    await scheduler.wait(WAIT_MS);
  }
  return err({ reason: "timeout" });
}

async function renewNow(held: Held): Promise<Result<string, GoogleFailure>> {
  const { db, account, env } = held.door;
  const renewed = await renewTokens(held.app, held.credential.refreshToken);
  if (!renewed.ok) {
    await yieldRenewal(db, account.id);
    return renewed;
  }
  const { accessToken, expiresInMs, refreshToken } = renewed.value;
  const next = {
    accessToken,
    expiresAt: Date.now() + expiresInMs,
    refreshToken: refreshToken ?? held.credential.refreshToken,
  };
  const sealed = await (await tenantVault(env, db)).seal(placeOfCredential(account.id), JSON.stringify(next));
  await storeCredential(db, { id: account.id, credentialVersion: held.version }, sealed, Date.now());
  return take(held, next, held.version + 1);
}

/** Null: nobody has renewed it yet. */
async function takeRenewed(held: Held): Promise<Result<string, GoogleFailure> | null> {
  const { db, account, env } = held.door;
  const row = await findAccount(db, account.id);
  if (row?.state !== "connected") return err({ reason: "credential_dead" });
  if (row.credentialVersion === held.version) return null;
  const text = await (await tenantVault(env, db)).open(placeOfCredential(account.id), row.sealedCredential);
  return take(held, googleCredential.parse(JSON.parse(text)), row.credentialVersion);
}

/** Whoever notes later that it is dead means the one that was tried last. */
function take(held: Held, credential: GoogleCredential, version: number): Result<string, GoogleFailure> {
  Object.assign(held, { credential, version });
  held.door.account.credentialVersion = version;
  return ok(credential.accessToken);
}
