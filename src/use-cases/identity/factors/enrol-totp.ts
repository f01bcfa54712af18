import { auditInsert } from "../../../db/queries/audit.ts";
import { confirmTotp, findTotp, startTotp, useTotpStep } from "../../../db/queries/factors.ts";
import { codeLimits } from "../../../domain/identity/strict-limits.ts";
import { otpauthUri, readCode, toBase32 } from "../../../domain/identity/totp-code.ts";
import type { SessionId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, HOUR_MS } from "../../../domain/time.ts";
import { type Account, dbOf, vaultOf } from "../account.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { endingSessions } from "../end-sessions.ts";
import { readProfile } from "../read-profile.ts";
import { takeStrictAll } from "../strict-limit.ts";
import { type CodeRefusal, openSecret } from "./check-code.ts";
import { renewal } from "./recovery-codes.ts";
import { matchStep, newTotpSecret } from "./totp.ts";

export type Enrolment = { secret: string; uri: string };
export type AlreadyEnrolled = { reason: "already_enrolled" };
export type NotStarted = { reason: "not_started" };

/** `keep`: the session that enrols. All others were opened with less, and end. */
type Completion = { code: string; keep: SessionId | null; requestId: string; now: EpochMs };

const ISSUER = "Frontdesk";
/** A page that is loaded again shows the same QR code, which may be in the app already. */
const KEPT_MS = HOUR_MS;

/** A secret for the authenticator app. It counts only once a code has confirmed it. */
export async function beginTotp(env: Env, account: Account, now: EpochMs): Promise<Result<Enrolment, AlreadyEnrolled>> {
  const db = dbOf(env, account);
  const known = await findTotp(db, account.id);
  if (known?.confirmedAt) return err({ reason: "already_enrolled" });
  if (known && now < known.createdAt + KEPT_MS) {
    return ok(await toEnrolment(env, account, toBase32(await openSecret(env, account, known.sealedSecret))));
  }
  const secret = newTotpSecret();
  const vault = await vaultOf(env, account);
  const sealedSecret = await vault.seal({ purpose: "totp.secret", row: account.id }, secret);
  const isStarted = await startTotp(db, account.id, { sealedSecret, createdAt: now });
  return isStarted ? ok(await toEnrolment(env, account, secret)) : err({ reason: "already_enrolled" });
}

/** From now on the account signs in with codes. Answers with the recovery codes, for this once. */
export async function completeTotp(
  env: Env,
  account: Account,
  { code: text, ...by }: Completion,
): Promise<Result<string[], CodeRefusal | AlreadyEnrolled | NotStarted>> {
  const allowed = await takeStrictAll(env, codeLimits, account.id);
  if (!allowed.ok) return allowed;
  const db = dbOf(env, account);
  const totp = await findTotp(db, account.id);
  if (!totp) return err({ reason: "not_started" });
  if (totp.confirmedAt !== null) return err({ reason: "already_enrolled" });
  const code = readCode(text);
  const step = code && (await matchStep(await openSecret(env, account, totp.sealedSecret), code, by.now));
  if (!step || !(await useTotpStep(db, account.id, step))) return err({ reason: "wrong_code" });
  return store(env, account, totp.sealedSecret, by);
}

async function store(
  env: Env,
  account: Account,
  sealedSecret: string,
  { requestId, now: at, keep }: Omit<Completion, "code">,
): Promise<Result<string[], AlreadyEnrolled>> {
  const db = dbOf(env, account);
  const { codes, statements } = renewal(env, account);
  const entry = { actor: account.id, action: "totp.enrolled", subjectId: account.id, facts: {}, requestId, at };
  const confirming = confirmTotp(db, account.id, sealedSecret, at);
  const ending = endingSessions(db, account.id, keep);
  const [confirmed] = await db.orm.batch([confirming, ...statements, ...ending, auditInsert(db, entry)]);
  await closeLiveViews(env, account.tenantId, [account.id]);
  return confirmed.meta.changes === 1 ? ok(codes) : err({ reason: "already_enrolled" });
}

async function toEnrolment(env: Env, account: Account, secret: string): Promise<Enrolment> {
  const { email } = await readProfile(env, account);
  return { secret, uri: otpauthUri({ secret, account: email, issuer: ISSUER }) };
}
