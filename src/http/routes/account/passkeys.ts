import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { passkeyName, passkeyView } from "../../../contracts/account.ts";
import { passkeyAttestation } from "../../../contracts/passkeys.ts";
import { renamePasskey } from "../../../db/queries/factors.ts";
import { passkeyId } from "../../../domain/ids.ts";
import { dbOf } from "../../../use-cases/identity/account.ts";
import { removePasskey } from "../../../use-cases/identity/factors/remove-factor.ts";
import { toPasskeyView } from "../../../use-cases/identity/factors/view-factors.ts";
import { offerRegistration } from "../../../use-cases/identity/passkeys/offer-challenge.ts";
import { registerPasskey } from "../../../use-cases/identity/passkeys/register-passkey.ts";
import { accountOf, asJson, bindingOf } from "../../account-of.ts";
import { body, commonRefusals, createApi, json, notFound, refusal } from "../../api.ts";
import { factorProblem } from "../../factor-problem.ts";
import { requireAccount, requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const base = { tags: ["Account"], security: [{ session: [] }] };
const refused = { 409: refusal("It cannot be done as things stand; `code` tells why."), ...commonRefusals };
const writes = [requirePermission("account:write"), requireStepUp];
const named = { params: z.object({ passkeyId }) };
/** As WebAuthn writes them; passed to `navigator.credentials.create`. */
const creationOptions = z.looseObject({ challenge: z.string() }).meta({ id: "PasskeyCreationOptions" });

const offer = createRoute({
  ...base,
  method: "post",
  path: "/me/passkeys/options",
  summary: "Begin to add a passkey",
  middleware: writes,
  responses: { 200: json(creationOptions, "For the browser. The challenge is good once."), ...refused },
});

const add = createRoute({
  ...base,
  method: "post",
  path: "/me/passkeys",
  summary: "Add the passkey that the browser has made",
  middleware: writes,
  request: { body: body(z.strictObject({ name: passkeyName, response: passkeyAttestation })) },
  responses: { 201: json(passkeyView, "From now on it signs the user in."), ...refused },
});

const rename = createRoute({
  ...base,
  method: "patch",
  path: "/me/passkeys/{passkeyId}",
  summary: "Rename a passkey",
  middleware: [requirePermission("account:write"), requireAccount],
  request: { ...named, body: body(z.strictObject({ name: passkeyName })) },
  responses: { 204: { description: "Renamed." }, ...commonRefusals },
});

const remove = createRoute({
  ...base,
  method: "delete",
  path: "/me/passkeys/{passkeyId}",
  summary: "Remove a passkey",
  middleware: writes,
  request: named,
  responses: { 204: { description: "It signs nobody in any more." }, ...refused },
});

export const passkeyRoutes = createApi()
  .openapi(offer, async (c) => {
    const given = { purpose: "register" as const, binding: bindingOf(c) };
    const options = await offerRegistration(c.env, await accountOf(c), given, Date.now());
    return c.json(asJson(options), 200);
  })
  .openapi(add, async (c) => {
    const { name, response: attestation } = c.req.valid("json");
    const given = { purpose: "register" as const, binding: bindingOf(c) };
    const order = { attestation, name, given, requestId: c.get("requestId"), now: Date.now() };
    const added = await registerPasskey(c.env, await accountOf(c), order);
    return added.ok ? c.json(toPasskeyView(added.value), 201) : factorProblem(c, added.error);
  })
  .openapi(rename, async (c) => {
    const account = await accountOf(c);
    const { name } = c.req.valid("json");
    const renamed = await renamePasskey(dbOf(c.env, account), account.id, c.req.valid("param").passkeyId, name);
    return renamed.meta.changes === 1 ? c.body(null, 204) : notFound(c, "passkey");
  })
  .openapi(remove, async (c) => {
    const order = { id: c.req.valid("param").passkeyId, requestId: c.get("requestId"), now: Date.now() };
    const removed = await removePasskey(c.env, await accountOf(c), order);
    return removed.ok ? c.body(null, 204) : factorProblem(c, removed.error);
  });
