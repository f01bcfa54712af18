import { createRoute } from "@hono/zod-openapi";
import { getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { stepUpBody } from "../../../contracts/account.ts";
import { offerAssertion } from "../../../use-cases/identity/passkeys/offer-challenge.ts";
import { stepUp } from "../../../use-cases/identity/step-up.ts";
import { accountOf, asJson, bindingOf } from "../../account-of.ts";
import { body, commonRefusals, createApi, json, refusal } from "../../api.ts";
import { factorProblem } from "../../factor-problem.ts";
import { OPERATOR_COOKIE, SESSION_COOKIE } from "../../middleware/credential.ts";
import { requireAccount } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { COOKIE } from "../../sign-in.ts";

const base = { tags: ["Account"], security: [{ session: [] }] };
const own = [requirePermission("account:write"), requireAccount];
/** As WebAuthn writes them; passed to `navigator.credentials.get`. */
const requestOptions = z.looseObject({ challenge: z.string() }).meta({ id: "PasskeyRequestOptions" });

const offer = createRoute({
  ...base,
  method: "post",
  path: "/me/step-up/options",
  summary: "Begin to confirm with a passkey",
  middleware: own,
  responses: { 200: json(requestOptions, "For the browser. The challenge is good once."), ...commonRefusals },
});

const confirm = createRoute({
  ...base,
  method: "post",
  path: "/me/step-up",
  summary: "Confirm that it is you",
  description:
    "With the password, a code of the authenticator app, or a passkey. For ten minutes after, dangerous acts are possible. The session's cookie is replaced.",
  middleware: own,
  request: { body: body(stepUpBody) },
  responses: {
    204: { description: "Confirmed." },
    409: refusal("It does not prove who asks."),
    ...commonRefusals,
  },
});

export const stepUpRoutes = createApi()
  .openapi(offer, async (c) => {
    const given = { purpose: "step_up" as const, binding: bindingOf(c) };
    return c.json(asJson(await offerAssertion(c.env, await accountOf(c), given, Date.now())), 200);
  })
  .openapi(confirm, async (c) => {
    const cookie = c.get("actor").kind === "operator" ? OPERATOR_COOKIE : SESSION_COOKIE;
    const given = { purpose: "step_up" as const, binding: bindingOf(c) };
    const by = { given, requestId: c.get("requestId"), now: Date.now() };
    const attempt = { token: getCookie(c, cookie) ?? "", proof: c.req.valid("json"), ...by };
    const confirmed = await stepUp(c.env, await accountOf(c), attempt);
    if (!confirmed.ok) return factorProblem(c, confirmed.error);
    setCookie(c, cookie, confirmed.value.token, COOKIE);
    return c.body(null, 204);
  });
