import type { AccountEmailWanted } from "../../../contracts/queue-messages.ts";
import { SETUP_STEPS } from "../../../contracts/setup.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { insertUser } from "../../../db/queries/identity.ts";
import { insertBusiness } from "../../../db/queries/new-business.ts";
import { findUserByEmailIndex } from "../../../db/queries/platform.ts";
import { insertSetupSteps } from "../../../db/queries/setup.ts";
import { insertTermsAcceptance, isEmailTaken, isSlugTaken } from "../../../db/queries/users.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { createTenantKey, loginIndex, openVault } from "../../../db/vault.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { mailAddressLimits, signUpNetworkLimit } from "../../../domain/identity/strict-limits.ts";
import { TERMS_VERSION } from "../../../domain/identity/terms.ts";
import type { Language } from "../../../domain/language.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { slugOf, slugWithMark } from "../../../domain/tenants/slug.ts";
import { type EpochMs, MINUTE_MS } from "../../../domain/time.ts";
import { configOf, masterKeysOf } from "../../../env.ts";
import { starterBranch } from "../../catalogue/starter-branch.ts";
import { newId } from "../../new-id.ts";
import { hashPassword, verifyPassword } from "../password.ts";
import { type TooManyAttempts, takeStrict, takeStrictAll } from "../strict-limit.ts";
import type { By } from "./by.ts";
import { checkPassword } from "./check-password.ts";
import type { WeakPassword } from "./reset-password.ts";

export type SignUp = {
  business: string;
  name: string;
  email: string;
  password: string;
  language: Language;
  /** IANA. */
  timeZone: string;
};

type Prepared = SignUp & { emailIndex: string; passwordHash: string };
const SLUG_TRIES = 4;
const SENT_TWICE_MS = MINUTE_MS;

/**
 * Opens a business. An address that has an account already is answered the same, after the same work, and nothing of
 * that account changes: its owner gets a mail that says so.
 */
export async function signUp(env: Env, wish: SignUp, by: By): Promise<Result<void, TooManyAttempts | WeakPassword>> {
  const { DATA_KEY_V1, PASSWORD_PEPPER } = configOf(env);
  const fromNetwork = await takeStrict(env, signUpNetworkLimit, clientNetwork(by.clientAddress));
  if (!fromNetwork.ok) return fromNetwork;
  const flaws = await checkPassword(env, wish.password);
  if (flaws.length > 0) return err({ reason: "weak_password", flaws });
  const emailIndex = await loginIndex(DATA_KEY_V1, wish.email);
  const toAddress = await takeStrictAll(env, mailAddressLimits, emailIndex);
  if (!toAddress.ok) return toAddress;
  const passwordHash = await hashPassword(PASSWORD_PEPPER, wish.password);
  const known = await findUserByEmailIndex(env.DB, emailIndex);
  const isNew = !known && (await openBusiness(env, { ...wish, emailIndex, passwordHash }, by));
  if (!isNew && (await isSentTwice(env, wish.password, emailIndex, by.now))) return ok(undefined);
  const wanted: AccountEmailWanted = isNew ? "verify_email" : "account_exists";
  await env.JOBS.send({ type: "send_account_email", wanted, emailIndex, requestId: by.requestId });
  return ok(undefined);
}

/** Two clicks on one button: the link is on its way, and no second mail may tell of somebody else. */
async function isSentTwice(env: Env, password: string, emailIndex: string, now: EpochMs): Promise<boolean> {
  const { passwordHash, emailUnverifiedSince } = (await findUserByEmailIndex(env.DB, emailIndex))?.user ?? {};
  if (!passwordHash || !emailUnverifiedSince || now - emailUnverifiedSince > SENT_TWICE_MS) return false;
  return verifyPassword(configOf(env).PASSWORD_PEPPER, password, passwordHash);
}

/** False when somebody with the address was quicker. */
async function openBusiness(env: Env, wish: Prepared, by: By): Promise<boolean> {
  const slug = slugOf(wish.business);
  for (let attempt = 0; attempt < SLUG_TRIES; attempt++) {
    try {
      await insertAll(env, wish, attempt === 0 ? slug : slugWithMark(slug, newId("ten").slice(-5)), by);
      return true;
    } catch (error) {
      if (isEmailTaken(error)) return false;
      if (!isSlugTaken(error)) throw error;
    }
  }
  throw new Error("no slug was free");
}

async function insertAll(env: Env, wish: Prepared, slug: string, { requestId, now }: By): Promise<void> {
  const [tenantId, userId] = [newId("ten"), newId("usr")];
  const db = tenantDb(env.DB, tenantId);
  const { business, name, email, language, emailIndex, passwordHash } = wish;
  const wrappedKey = await createTenantKey(masterKeysOf(env), tenantId);
  const vault = await openVault(masterKeysOf(env), tenantId, wrappedKey);
  const sealedProfile = await vault.seal({ purpose: "user.profile", row: userId }, JSON.stringify({ name, email }));
  const user = { id: userId, emailIndex, sealedProfile, passwordHash, role: "owner" as const, language };
  const facts = { termsVersion: TERMS_VERSION };
  const place = { id: newId("brn"), name: business, timeZone: wish.timeZone, language, address: "", createdAt: now };
  const first = starterBranch({ branch: place, staff: [{ id: newId("stf"), name }] });
  await db.orm.batch([
    ...insertBusiness(db, { name: business, slug, language, wrappedKey, createdAt: now }, first),
    insertSetupSteps(db, SETUP_STEPS, now),
    insertUser(db, { ...user, createdAt: now, emailUnverifiedSince: now }),
    insertTermsAcceptance(db, { userId, version: TERMS_VERSION, requestId, at: now }),
    auditInsert(db, { actor: userId, action: "tenant.signed_up", subjectId: tenantId, facts, requestId, at: now }),
  ]);
}
