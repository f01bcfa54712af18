import * as z from "zod";
import { MAX_IMPERSONATION_MINUTES, REASON_LENGTH } from "../domain/identity/impersonation.ts";
import { impersonationId, operatorId, passkeyId, sessionId, tenantId } from "../domain/ids.ts";
import { role } from "./identity.ts";
import { passkeyAssertion } from "./passkeys.ts";
import { secondFactor, signInMethod, signInOutcome } from "./sign-in.ts";

const instant = z.iso.datetime({ offset: true });

export const sessionView = z
  .object({
    id: sessionId,
    /** The session that asks. */
    isCurrent: z.boolean(),
    method: signInMethod.nullable(),
    secondFactor: secondFactor.nullable(),
    /** Browser and system; empty when unknown. */
    device: z.string(),
    /** The network of the address, such as 203.0.113.0/24; empty when unknown. */
    network: z.string(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
  })
  .meta({ id: "Session" });
export type SessionView = z.infer<typeof sessionView>;

export const signInView = z
  .object({
    id: z.string(),
    at: instant,
    method: signInMethod,
    secondFactor: secondFactor.nullable(),
    outcome: signInOutcome,
    device: z.string(),
    network: z.string(),
  })
  .meta({ id: "SignIn" });

export const passkeyView = z
  .object({
    id: passkeyId,
    name: z.string(),
    /** Kept by a provider, so it outlives the device. */
    isBackedUp: z.boolean(),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: "Passkey" });
export type PasskeyView = z.infer<typeof passkeyView>;

export const factorsView = z
  .object({
    /** Whether the account must have a second factor. */
    isRequired: z.boolean(),
    totp: z.object({ confirmedAt: instant }).nullable(),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(passkeyView),
  })
  .meta({ id: "Factors" });
export type FactorsView = z.infer<typeof factorsView>;

/** Shown until a code has confirmed it. */
export const totpEnrolment = z
  .object({ secret: z.string(), uri: z.string(), qrSvg: z.string() })
  .meta({ id: "TotpEnrolment" });

/** Shown once. */
export const recoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) }).meta({ id: "RecoveryCodes" });

export const codeBody = z.strictObject({ code: z.string().trim().min(6).max(32) });
export const passkeyName = z.string().trim().min(1).max(60);

export const stepUpMethod = z.enum(["password", "totp", "passkey"]);
export type StepUpMethod = z.infer<typeof stepUpMethod>;

/** Exactly one proof. */
export const stepUpBody = z
  .strictObject({
    password: z.string().min(1).max(1_024).optional(),
    code: z.string().trim().min(6).max(32).optional(),
    passkey: passkeyAssertion.optional(),
  })
  .refine((body) => [body.password, body.code, body.passkey].filter((proof) => proof !== undefined).length === 1, {
    message: "must have exactly one of password, code and passkey",
  });
export type StepUpBody = z.infer<typeof stepUpBody>;

export const securitySettings = z.strictObject({ requireSecondFactorFor: z.array(role).max(4) });
export const securitySettingsView = z
  .object({ requireSecondFactorFor: z.array(role) })
  .meta({ id: "SecuritySettings" });

/** What the tenant sees of an operator's visit. */
export const impersonationView = z
  .object({
    id: impersonationId,
    operatorId,
    operatorName: z.string(),
    reason: z.string(),
    mode: z.enum(["read", "write"]),
    startedAt: instant,
    expiresAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: "Impersonation" });
export type ImpersonationView = z.infer<typeof impersonationView>;

export const impersonationOrder = z.strictObject({
  tenantId,
  reason: z.string().trim().min(REASON_LENGTH.min).max(REASON_LENGTH.max),
  minutes: z.int().min(1).max(MAX_IMPERSONATION_MINUTES).default(30),
  mode: z.enum(["read", "write"]).default("read"),
});
