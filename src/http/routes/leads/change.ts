import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { noteBody, readEmailView, takenLead } from "../../../contracts/leads.ts";
import { findUser } from "../../../db/queries/identity.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { branchId, type LeadId } from "../../../domain/ids.ts";
import { readLeadPhone } from "../../../domain/leads/lead-phone.ts";
import { MAX_EMAIL_TEXT, readEmail } from "../../../domain/leads/read-email.ts";
import { countryOfBranch } from "../../../domain/voice/phone.ts";
import { ownTasksOnly } from "../../../use-cases/callbacks/own-tasks.ts";
import { changeLead } from "../../../use-cases/leads/change-lead.ts";
import { eraseLead, noteLead } from "../../../use-cases/leads/note-lead.ts";
import { takeLead } from "../../../use-cases/leads/take-lead.ts";
import { findLeadView } from "../../../use-cases/leads/view-leads.ts";
import { body, commonRefusals, createApi, json, notFound, refusal, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { editorOf, etag, ifMatch } from "../../catalogue-editor.ts";
import { openBranch } from "../../open-branch.ts";
import { problemResponse } from "../../problem.ts";
import {
  invalidPhone,
  leadBody,
  leadPatch,
  leadProblem,
  leadsErasing,
  leadsWriting,
  oneLead,
  shownLead,
} from "./definitions.ts";

const create = createRoute({
  method: "post",
  path: "/leads",
  summary: "Somebody asks for something",
  description: "Who is a lead already, by number or address in whatever format, is merged with it: `outcome` tells.",
  ...leadsWriting,
  request: { body: body(leadBody) },
  responses: { 201: json(takenLead, "The lead."), ...commonRefusals },
});

const readText = createRoute({
  method: "post",
  path: "/leads/read-email",
  summary: "What an e-mail tells of somebody who asks for something",
  description: "Nothing is stored: look at it, then create the lead.",
  ...leadsWriting,
  request: { body: body(z.strictObject({ branchId, text: z.string().min(1).max(MAX_EMAIL_TEXT) })) },
  responses: { 200: json(readEmailView, "What was found."), ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/leads/{leadId}",
  summary: "Change a lead, or move it on",
  description: "What is left out stays.",
  ...leadsWriting,
  request: { params: oneLead, headers: ifMatch, body: body(leadPatch) },
  responses: {
    ...shownLead,
    409: refusal("Another lead has this number or address: `phone_taken`."),
    412: refusal("The lead has another version than `If-Match` says."),
  },
});

const note = createRoute({
  method: "post",
  path: "/leads/{leadId}/notes",
  summary: "Write something into a lead's history",
  ...leadsWriting,
  request: { params: oneLead, body: body(noteBody) },
  responses: shownLead,
});

const erase = createRoute({
  method: "delete",
  path: "/leads/{leadId}",
  summary: "Erase a lead and its history for good",
  ...leadsErasing,
  request: { params: oneLead },
  responses: { 204: { description: "Erased." }, ...commonRefusals },
});

export const leadChangeRoutes = createApi()
  .openapi(create, async (c) => {
    const { phone: typed, language, ownerId, ...given } = c.req.valid("json");
    const { rules, vault } = await openBranch(c, given.branchId);
    const db = tenantDb(c.env.DB, rules.tenantId);
    if (ownerId && !(await findUser(db, ownerId))) return notFound(c, "user");
    const phone = typed ? readLeadPhone(typed, countryOfBranch(rules)) : null;
    if (phone && !phone.ok) return problemResponse(c, invalidPhone);
    const [actor, requestId, now] = [tenantActor(c), c.get("requestId"), Date.now()];
    // Who sees their own leads alone keeps in sight what they enter.
    const owner = ownerId ?? ownTasksOnly(actor) ?? null;
    const more = { email: given.email ?? null, request: given.request ?? null, ownerId: owner };
    const lead = { ...given, ...more, phone: phone?.value ?? null, language: language ?? rules.language };
    const { id, outcome } = await takeLead({ env: c.env, db, vault, actor: actorId(actor), requestId, now }, lead);
    const view = await findLeadView(c.env, actor, id);
    return view ? c.json({ outcome, lead: view }, 201, etag(view.version)) : notFound(c, "lead");
  })
  .openapi(readText, async (c) => {
    const { branchId: id, text } = c.req.valid("json");
    const { rules } = await openBranch(c, id);
    return c.json(readEmail(text, countryOfBranch(rules)), 200);
  })
  .openapi(change, async (c) => {
    const [{ leadId: id }, { phone: typed, ...patch }] = [c.req.valid("param"), c.req.valid("json")];
    const phone = typed ? readLeadPhone(typed, null) : null;
    if (phone && !phone.ok) return problemResponse(c, invalidPhone);
    const given = typed === undefined ? patch : { ...patch, phone: phone?.value ?? null };
    const changed = await changeLead(editorOf(c), id, given);
    return changed.ok ? showLead(c, id) : problemResponse(c, leadProblem(changed.error));
  })
  .openapi(note, async (c) => {
    const { leadId: id } = c.req.valid("param");
    return (await noteLead(editorOf(c), id, c.req.valid("json").text)) ? showLead(c, id) : notFound(c, "lead");
  })
  .openapi(erase, async (c) => {
    const erased = await eraseLead(editorOf(c), c.req.valid("param").leadId);
    return erased ? c.body(null, 204) : notFound(c, "lead");
  });

/** As it stands. Who gave away a lead that they see no more of is told that there is none. */
async function showLead(c: Context<AppEnv>, id: LeadId) {
  const lead = await findLeadView(c.env, tenantActor(c), id);
  return lead ? c.json(lead, 200, etag(lead.version)) : notFound(c, "lead");
}
