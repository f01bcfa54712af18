import { Buffer } from "node:buffer";
import { countAccounts, findAccount, insertAccount, updateAccount } from "../../../../db/queries/calendar-accounts.ts";
import { insertConsent, takeConsent } from "../../../../db/queries/calendar-credentials.ts";
import type { CalendarAccountId } from "../../../../domain/ids.ts";
import { err, ok, type Result } from "../../../../domain/result.ts";
import { MINUTE_MS } from "../../../../domain/time.ts";
import {
  consentAddress,
  exchangeCode,
  type FreshTokens,
  GOOGLE_SCOPES,
  type GoogleApp,
} from "../../../../providers/calendars/google/oauth.ts";
import { sha256 } from "../../../../sha256.ts";
import { auditOf, dbOf } from "../../../clerk.ts";
import { hashToken, newToken } from "../../../identity/token.ts";
import { newId } from "../../../new-id.ts";
import { tenantVault } from "../../../tenant-vault.ts";
import { forgetGate } from "../../../vendors/forget-gate.ts";
import { tellAccountChanged } from "../../alerts/tell-account-changed.ts";
import type { Keeper } from "../../keeper.ts";
import { type AccountRefusal, MAX_ACCOUNTS } from "../account-refusal.ts";
import { nameOfAccount } from "../name-of-account.ts";
import { placeOfCredential } from "../place-of-credential.ts";
import { wakeCalendarCouriers } from "../wake-couriers.ts";
import { googleApp } from "./google-app.ts";

const CONSENT_MS = 10 * MINUTE_MS;

const placeOfVerifier = (row: string) => ({ purpose: "calendar.consent", row }) as const;

/** The address at which somebody allows us in. What comes back is believed in the same session only, and once. */
export async function askConsent(
  keeper: Keeper,
  accountId: CalendarAccountId | null,
): Promise<Result<{ url: string }, AccountRefusal>> {
  const { env, actor, now } = keeper;
  const app = googleApp(env);
  if (!app) return err({ reason: "not_configured" });
  if (actor.kind !== "user" || actor.sessionId === null) return err({ reason: "consent_unknown" });
  const db = dbOf(keeper);
  if (accountId !== null && !(await findAccount(db, accountId)))
    return err({ reason: "not_found", what: "calendar account" });
  if ((await countAccounts(db)) >= MAX_ACCOUNTS) return err({ reason: "too_many", limit: MAX_ACCOUNTS });
  const [state, verifier] = [newToken(), newToken()];
  const id = await hashToken(state);
  const sealedVerifier = await (await tenantVault(env, db)).seal(placeOfVerifier(id), verifier);
  const { userId, sessionId } = actor;
  const expiresAt = now + CONSENT_MS;
  await insertConsent(db, { id, userId, sessionId, provider: "google", accountId, sealedVerifier, expiresAt });
  return ok({ url: consentAddress(app, state, await challengeOf(verifier)) });
}

export async function completeConsent(
  keeper: Keeper,
  { state, code }: { state: string; code: string },
): Promise<Result<CalendarAccountId, AccountRefusal>> {
  const { env, actor, now } = keeper;
  const app = googleApp(env);
  if (!app) return err({ reason: "not_configured" });
  const db = dbOf(keeper);
  const consent = await takeConsent(db, await hashToken(state));
  const isTheirs = actor.kind === "user" && consent?.userId === actor.userId && consent.sessionId === actor.sessionId;
  if (!consent || !isTheirs || consent.expiresAt < now) return err({ reason: "consent_unknown" });
  const verifier = await (await tenantVault(env, db)).open(placeOfVerifier(consent.id), consent.sealedVerifier);
  const tokens = await exchange(app, code, verifier);
  return tokens.ok ? ok(await store(keeper, consent.accountId, tokens.value)) : tokens;
}

type Granted = FreshTokens & { refreshToken: string };

async function exchange(app: GoogleApp, code: string, verifier: string): Promise<Result<Granted, AccountRefusal>> {
  const tokens = await exchangeCode(app, code, verifier);
  if (!tokens.ok) {
    return err(
      tokens.error.reason === "credential_dead"
        ? { reason: "consent_unknown" }
        : { reason: "vendor", failure: tokens.error },
    );
  }
  const { refreshToken, scopes } = tokens.value;
  // People can untick what they do not like.
  if (refreshToken === null || !GOOGLE_SCOPES.every((scope) => scopes.includes(scope)))
    return err({ reason: "scope_missing" });
  return ok({ ...tokens.value, refreshToken });
}

async function store(keeper: Keeper, again: CalendarAccountId | null, tokens: Granted): Promise<CalendarAccountId> {
  const { env, now } = keeper;
  const db = dbOf(keeper);
  const id = again ?? newId("cac");
  const { accessToken, refreshToken, expiresInMs } = tokens;
  const secret = JSON.stringify({ accessToken, refreshToken, expiresAt: now + expiresInMs });
  const sealedCredential = await (await tenantVault(env, db)).seal(placeOfCredential(id), secret);
  const connected = { state: "connected", stateReason: null, lastError: null, updatedAt: now } as const;
  // Beyond any version that somebody may be renewing right now.
  const credential = { sealedCredential, credentialVersion: now, renewalUntil: null };
  const statement =
    again === null
      ? insertAccount(db, {
          id,
          provider: "google",
          name: "Google",
          outsideChange: "propose",
          lastSyncAt: null,
          lastErrorAt: null,
          createdAt: now,
          ...credential,
          ...connected,
        })
      : updateAccount(db, id, { ...credential, ...connected });
  await db.orm.batch([statement, auditOf(keeper, "calendar_account.connected", id, { provider: "google" })]);
  await forgetGate(env, db, { connection: id });
  await nameOfAccount(env, db, id);
  await wakeCalendarCouriers(env, db.tenantId, [id]);
  await tellAccountChanged(env, db.tenantId, id, now);
  return id;
}

/** PKCE, S256. */
async function challengeOf(verifier: string): Promise<string> {
  return Buffer.from(await sha256(verifier)).toString("base64url");
}
