import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { userPatch, userView } from "../../../contracts/team.ts";
import { userId } from "../../../domain/ids.ts";
import {
  changeMember,
  disableMember,
  enableMember,
  removeMember,
} from "../../../use-cases/identity/team/change-member.ts";
import { viewUser, viewUsers } from "../../../use-cases/identity/team/view-team.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal } from "../../api.ts";
import { requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";
import { teamProblem } from "../../team-problem.ts";
import { leadOf, requireUser } from "./lead-of.ts";

const shared = { tags: ["Team"], security: [{ session: [] }] };
export const usersReading = { ...shared, middleware: [requirePermission("team:read"), requireUser] };
const writing = { ...shared, middleware: [requirePermission("team:write"), requireUser] };
/** What gives rights or takes an account away for good. To stop an intruder nobody has to prove anything: `disable`. */
const deciding = { ...shared, middleware: [requirePermission("team:write"), requireUser, requireStepUp] };
const one = { params: z.object({ userId }) };
const refusals = { 409: refusal("It cannot be done; `code` tells why."), ...commonRefusals };
const answer = { 200: json(userView, "The user."), ...refusals };

const list = createRoute({
  method: "get",
  path: "/users",
  summary: "The team, in the order in which they joined",
  ...usersReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(userView), "Disabled ones too."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/users/{userId}",
  summary: "One user",
  ...usersReading,
  request: one,
  responses: { 200: json(userView, "The user."), ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/users/{userId}",
  summary: "Change a user's role or calendar",
  description:
    "Managers decide about staff and viewers, owners about everybody but themselves. Another role signs the user out everywhere. The last owner stays.",
  ...deciding,
  request: { ...one, body: body(userPatch) },
  responses: answer,
});

const disable = createRoute({
  method: "post",
  path: "/users/{userId}/disable",
  summary: "Disable a user",
  description: "Signs the user out everywhere, at once.",
  ...writing,
  request: one,
  responses: answer,
});

const enable = createRoute({
  method: "post",
  path: "/users/{userId}/enable",
  summary: "Let a disabled user in again",
  ...deciding,
  request: one,
  responses: answer,
});

const remove = createRoute({
  method: "delete",
  path: "/users/{userId}",
  summary: "Remove a user",
  description: "For good. What they did stays in the audit log.",
  ...deciding,
  request: one,
  responses: { 204: { description: "The user is gone." }, ...refusals },
});

export const userRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewUsers(c.env, leadOf(c).actor.tenantId, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const view = await viewUser(c.env, leadOf(c).actor.tenantId, c.req.valid("param").userId);
    return view ? c.json(view, 200) : notFound(c, "user");
  })
  .openapi(change, async (c) => {
    const changed = await changeMember(leadOf(c), c.req.valid("param").userId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, teamProblem(changed.error));
  })
  .openapi(disable, async (c) => {
    const disabled = await disableMember(leadOf(c), c.req.valid("param").userId);
    return disabled.ok ? c.json(disabled.value, 200) : problemResponse(c, teamProblem(disabled.error));
  })
  .openapi(enable, async (c) => {
    const enabled = await enableMember(leadOf(c), c.req.valid("param").userId);
    return enabled.ok ? c.json(enabled.value, 200) : problemResponse(c, teamProblem(enabled.error));
  })
  .openapi(remove, async (c) => {
    const removed = await removeMember(leadOf(c), c.req.valid("param").userId);
    return removed.ok ? c.body(null, 204) : problemResponse(c, teamProblem(removed.error));
  });
