import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { invitationBody, invitationView, sentInvitationView } from "../../../contracts/team.ts";
import { accountTokenId } from "../../../domain/ids.ts";
import { inviteUser, resendInvitation, withdrawInvitation } from "../../../use-cases/identity/team/invite.ts";
import type { TeamRefusal } from "../../../use-cases/identity/team/team-lead.ts";
import { viewInvitations } from "../../../use-cases/identity/team/view-team.ts";
import { body, commonRefusals, createApi, cursorQuery, json, paged, refusal } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";
import { teamProblem } from "../../team-problem.ts";
import { leadOf, requireUser } from "./lead-of.ts";

const shared = { tags: ["Team"], security: [{ session: [] }] };
export const invitationsReading = { ...shared, middleware: [requirePermission("team:read"), requireUser] };
const writing = { ...shared, middleware: [requirePermission("team:write"), requireUser] };
/** An invitation gives rights, as a change of a role does. */
const inviting = { ...shared, middleware: [requirePermission("team:write"), requireUser, requireStepUp] };
const one = { params: z.object({ invitationId: accountTokenId }) };
const refusals = { 409: refusal("It cannot be done; `code` tells why."), ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/invitations",
  summary: "Invitations without an answer, newest first",
  ...invitationsReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(invitationView), "Expired ones too."), ...commonRefusals },
});

const invite = createRoute({
  method: "post",
  path: "/invitations",
  summary: "Invite somebody into the team",
  description: "A link goes to the address, good for seven days and once. Whoever has an account anywhere is refused.",
  ...inviting,
  request: { body: body(invitationBody) },
  responses: { 201: json(sentInvitationView, "The invitation."), ...refusals },
});

const resend = createRoute({
  method: "post",
  path: "/invitations/{invitationId}/resend",
  summary: "Send an invitation again",
  description: "With a new link; the old one no longer works.",
  ...inviting,
  request: one,
  responses: { 200: json(sentInvitationView, "The invitation."), ...refusals },
});

const withdraw = createRoute({
  method: "delete",
  path: "/invitations/{invitationId}",
  summary: "Withdraw an invitation",
  ...writing,
  request: one,
  responses: { 204: { description: "Its link no longer works." }, ...commonRefusals },
});

export const invitationRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    const { actor, now } = leadOf(c);
    return c.json(await viewInvitations(c.env, actor.tenantId, { cursor, limit }, now), 200);
  })
  .openapi(invite, async (c) => {
    const invited = await inviteUser(leadOf(c), c.req.valid("json"));
    return invited.ok ? c.json(invited.value, 201) : refuse(c, invited.error);
  })
  .openapi(resend, async (c) => {
    const sent = await resendInvitation(leadOf(c), c.req.valid("param").invitationId);
    return sent.ok ? c.json(sent.value, 200) : refuse(c, sent.error);
  })
  .openapi(withdraw, async (c) => {
    const withdrawn = await withdrawInvitation(leadOf(c), c.req.valid("param").invitationId);
    return withdrawn.ok ? c.body(null, 204) : refuse(c, withdrawn.error);
  });

function refuse(c: Context<AppEnv>, refused: TeamRefusal) {
  if (refused.reason === "too_many_attempts") c.header("Retry-After", String(refused.retryAfterSeconds));
  return problemResponse(c, teamProblem(refused));
}
