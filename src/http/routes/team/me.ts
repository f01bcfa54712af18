import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { emailChangeBody, passwordChangeBody, profilePatch } from "../../../contracts/team.ts";
import { changePassword, changeProfile, type OwnRefusal } from "../../../use-cases/identity/accounts/own-account.ts";
import { requestEmailChange } from "../../../use-cases/identity/accounts/request-email-change.ts";
import { body, commonRefusals, createApi, refusal } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";
import { ownAccountProblem } from "../../team-problem.ts";
import { leadOf, requireUser } from "./lead-of.ts";

const own = {
  tags: ["Account"],
  security: [{ session: [] }],
  middleware: [requirePermission("account:write"), requireUser],
};
const refusals = { 409: refusal("The present password is wrong."), ...commonRefusals };

const profile = createRoute({
  ...own,
  method: "patch",
  path: "/me",
  summary: "Change one's own name or language",
  request: { body: body(profilePatch) },
  responses: { 204: { description: "Changed." }, ...commonRefusals },
});

const password = createRoute({
  ...own,
  method: "post",
  path: "/me/password",
  summary: "Change one's own password",
  description: "Needs the present one. All other sessions end.",
  request: { body: body(passwordChangeBody) },
  responses: { 204: { description: "Changed." }, ...refusals },
});

const email = createRoute({
  ...own,
  method: "post",
  path: "/me/email",
  summary: "Change one's own e-mail address",
  description:
    "Needs the present password. A link goes to the new address; until it is used the old one stays. The answer is the same for an address that is somebody's already.",
  request: { body: body(emailChangeBody) },
  responses: { 202: { description: "A link is on its way." }, ...refusals },
});

export const ownAccountRoutes = createApi()
  .openapi(profile, async (c) => {
    await changeProfile(leadOf(c), c.req.valid("json"));
    return c.body(null, 204);
  })
  .openapi(password, async (c) => {
    const changed = await changePassword(leadOf(c), c.req.valid("json"));
    return changed.ok ? c.body(null, 204) : refuse(c, changed.error);
  })
  .openapi(email, async (c) => {
    const requested = await requestEmailChange(leadOf(c), c.req.valid("json"));
    return requested.ok ? c.body(null, 202) : refuse(c, requested.error);
  });

function refuse(c: Context<AppEnv>, refused: OwnRefusal) {
  if (refused.reason === "too_many_attempts") c.header("Retry-After", String(refused.retryAfterSeconds));
  return problemResponse(c, ownAccountProblem(refused));
}
