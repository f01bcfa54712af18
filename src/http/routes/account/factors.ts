import { createRoute } from "@hono/zod-openapi";
import { codeBody, factorsView, recoveryCodesView, totpEnrolment } from "../../../contracts/account.ts";
import { qrSvg } from "../../../pages/qr-code.tsx";
import { beginTotp, completeTotp } from "../../../use-cases/identity/factors/enrol-totp.ts";
import { replaceRecoveryCodes } from "../../../use-cases/identity/factors/recovery-codes.ts";
import { removeTotp } from "../../../use-cases/identity/factors/remove-factor.ts";
import { viewFactors } from "../../../use-cases/identity/factors/view-factors.ts";
import { accountOf, askingAccount } from "../../account-of.ts";
import { body, commonRefusals, createApi, json, refusal } from "../../api.ts";
import { factorProblem } from "../../factor-problem.ts";
import { requireAccount, requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const base = { tags: ["Account"], security: [{ session: [] }] };
const refused = { 409: refusal("It cannot be done as things stand; `code` tells why."), ...commonRefusals };
const writes = [requirePermission("account:write"), requireStepUp];

const read = createRoute({
  ...base,
  method: "get",
  path: "/me/factors",
  summary: "The user's second factors",
  middleware: [requirePermission("account:read"), requireAccount],
  responses: { 200: json(factorsView, "What is set up, and whether something must be."), ...commonRefusals },
});

const begin = createRoute({
  ...base,
  method: "post",
  path: "/me/totp",
  summary: "Begin to set up an authenticator app",
  description: "Counts once a code has confirmed it. Needs a recent proof of who asks.",
  middleware: writes,
  responses: { 200: json(totpEnrolment, "The secret, and the QR code that tells it to the app."), ...refused },
});

const confirm = createRoute({
  ...base,
  method: "post",
  path: "/me/totp/confirm",
  summary: "Confirm the authenticator app with its first code",
  description: "Signs all other sessions out.",
  middleware: writes,
  request: { body: body(codeBody) },
  responses: { 200: json(recoveryCodesView, "Recovery codes, shown this once."), ...refused },
});

const remove = createRoute({
  ...base,
  method: "delete",
  path: "/me/totp",
  summary: "Remove the authenticator app and the recovery codes",
  middleware: writes,
  responses: { 204: { description: "Removed." }, ...refused },
});

const renew = createRoute({
  ...base,
  method: "post",
  path: "/me/recovery-codes",
  summary: "Make new recovery codes; the old ones are void",
  middleware: writes,
  responses: { 200: json(recoveryCodesView, "Shown this once."), ...refused },
});

export const factorRoutes = createApi()
  .openapi(read, async (c) => c.json(await viewFactors(c.env, await accountOf(c)), 200))
  .openapi(begin, async (c) => {
    const begun = await beginTotp(c.env, await accountOf(c), Date.now());
    if (!begun.ok) return factorProblem(c, begun.error);
    return c.json({ ...begun.value, qrSvg: qrSvg(begun.value.uri) }, 200);
  })
  .openapi(confirm, async (c) => {
    const by = { keep: askingAccount(c).sessionId, requestId: c.get("requestId"), now: Date.now() };
    const confirmed = await completeTotp(c.env, await accountOf(c), { ...c.req.valid("json"), ...by });
    return confirmed.ok ? c.json({ recoveryCodes: confirmed.value }, 200) : factorProblem(c, confirmed.error);
  })
  .openapi(remove, async (c) => {
    const by = { requestId: c.get("requestId"), now: Date.now() };
    const removed = await removeTotp(c.env, await accountOf(c), by);
    return removed.ok ? c.body(null, 204) : factorProblem(c, removed.error);
  })
  .openapi(renew, async (c) => {
    const account = await accountOf(c);
    const { totp } = await viewFactors(c.env, account);
    if (!totp) return factorProblem(c, { reason: "not_started" });
    const by = { requestId: c.get("requestId"), now: Date.now() };
    return c.json({ recoveryCodes: await replaceRecoveryCodes(c.env, account, by) }, 200);
  });
