import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { passkeyAssertion } from "../../../contracts/passkeys.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { safeNextPath } from "../../../domain/identity/next-path.ts";
import { networkLimit } from "../../../domain/identity/strict-limits.ts";
import { offerAssertion } from "../../../use-cases/identity/passkeys/offer-challenge.ts";
import {
  type PasskeySignInRefusal,
  passWithPasskey,
  signInWithPasskey,
} from "../../../use-cases/identity/passkeys/sign-in.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { hashToken, newToken } from "../../../use-cases/identity/token.ts";
import type { AppEnv } from "../../app-env.ts";
import { limitForm } from "../../form.ts";
import { ATTEMPT_COOKIE } from "../../middleware/credential.ts";
import { modestJson } from "../../middleware/modest-json.ts";
import { noStore } from "../../middleware/no-store.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { problemResponse } from "../../problem.ts";
import { COOKIE, homeOf, replaceSession, whence } from "../../sign-in.ts";
import { pendingOf } from "./second-factor.ts";

const ATTEMPT_SECONDS = 300;

const answer = z.strictObject({ response: passkeyAssertion, next: z.string().max(512).optional() });

/** What the script of the sign-in pages asks. Challenges are bound to a cookie of this browser and good once. */
export const passkeySignInRoutes = new Hono<AppEnv>()
  .use("/login/passkey/*", noStore, sameOriginForm, limitForm, modestJson)
  .post("/login/passkey/sign-in/options", async (c) => {
    const { clientAddress, now } = whence(c);
    const allowed = await takeStrict(c.env, networkLimit, clientNetwork(clientAddress));
    if (!allowed.ok) return refuse(c, allowed.error);
    const attempt = newToken();
    setCookie(c, ATTEMPT_COOKIE, attempt, { ...COOKIE, sameSite: "Strict", maxAge: ATTEMPT_SECONDS });
    const given = { purpose: "sign_in" as const, binding: await hashToken(attempt) };
    return c.json(await offerAssertion(c.env, null, given, now));
  })
  .post("/login/passkey/sign-in", async (c) => {
    const body = answer.safeParse(await c.req.json().catch(() => null));
    const attempt = getCookie(c, ATTEMPT_COOKIE);
    if (!body.success || !attempt) return refuse(c, { reason: "wrong_passkey" });
    const { response, next } = body.data;
    const signedIn = await signInWithPasskey(c.env, response, await hashToken(attempt), whence(c));
    if (!signedIn.ok) return refuse(c, signedIn.error);
    await replaceSession(c, signedIn.value);
    return c.json({ next: homeOf(signedIn.value.account, safeNextPath(next)) });
  })
  .post("/login/passkey/second-factor/options", async (c) => {
    const pending = await pendingOf(c);
    if (!pending) return refuse(c, { reason: "login_over" });
    const given = { purpose: "second_factor" as const, binding: pending.row.tokenHash };
    return c.json(await offerAssertion(c.env, pending.account, given, Date.now()));
  })
  .post("/login/passkey/second-factor", async (c) => {
    const body = answer.safeParse(await c.req.json().catch(() => null));
    const pending = await pendingOf(c);
    if (!pending) return refuse(c, { reason: "login_over" });
    if (!body.success) return refuse(c, { reason: "wrong_passkey" });
    const { response, next } = body.data;
    const signedIn = await passWithPasskey(c.env, pending, response, whence(c));
    if (!signedIn.ok) return refuse(c, signedIn.error);
    await replaceSession(c, signedIn.value);
    return c.json({ next: homeOf(signedIn.value.account, safeNextPath(next)) });
  });

function refuse(c: Context<AppEnv>, refusal: PasskeySignInRefusal): Response {
  const code = refusal.reason;
  switch (refusal.reason) {
    case "wrong_passkey":
      return problemResponse(c, { status: 401, code, title: "The passkey was not accepted." });
    case "login_over":
      return problemResponse(c, { status: 401, code, title: "The sign-in took too long. Begin again." });
    case "too_many_attempts":
      c.header("Retry-After", String(refusal.retryAfterSeconds));
      return problemResponse(c, { status: 429, code, title: "Too many attempts. Wait a while." });
    default:
      return refusal satisfies never;
  }
}
