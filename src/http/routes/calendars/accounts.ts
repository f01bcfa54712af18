import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  accountChange,
  accountView,
  choiceView,
  completeBody,
  consentBody,
  consentView,
  keyAccountBody,
  syncLogView,
} from "../../../contracts/calendar-sync.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { calendarAccountId } from "../../../domain/ids.ts";
import { askConsent, completeConsent } from "../../../use-cases/calendars/sync/google/connect-google.ts";
import {
  changeAccount,
  connectByKey,
  disconnectAccount,
  viewAccount,
  viewAccounts,
  viewChoices,
  viewKnownChoices,
} from "../../../use-cases/calendars/sync/manage-accounts.ts";
import { replayAll, viewSyncLog } from "../../../use-cases/calendars/sync/manage-mirrors.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal, security, tenantActor } from "../../api.ts"; // biome-ignore format: one line
import { calendarAccountProblem } from "../../calendar-account-problem.ts";
import { keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const common = { tags: ["Calendars"], security };
export const calendarsReading = { ...common, middleware: requirePermission("calendars:read") };
const writing = { ...common, middleware: requirePermission("calendars:write") };
const one = { params: z.object({ accountId: calendarAccountId }) };
const refused = {
  409: refusal("It is not set up here, or does not fit; `code` tells."),
  502: refusal("The vendor did not do it."),
  ...commonRefusals,
};

const list = createRoute({
  method: "get",
  path: "/calendar-accounts",
  summary: "Accounts at vendors of calendars, oldest first",
  ...calendarsReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(accountView), "A page."), ...commonRefusals },
});

const consent = createRoute({
  method: "post",
  path: "/calendar-accounts/google/consent",
  summary: "Begin to connect a Google account",
  description: "Send the user to `url`. What Google brings back is accepted from the same session only, and once.",
  ...writing,
  request: { body: body(consentBody) },
  responses: { 200: json(consentView, "Where people allow us in."), ...refused },
});

const complete = createRoute({
  method: "post",
  path: "/calendar-accounts/google/complete",
  summary: "Finish connecting a Google account",
  ...writing,
  request: { body: body(completeBody) },
  responses: { 201: json(accountView, "The account."), ...refused },
});

const connect = createRoute({
  method: "post",
  path: "/calendar-accounts",
  summary: "Connect an account by a key",
  description: "The key is tried at once, and sealed.",
  ...writing,
  request: { body: body(keyAccountBody) },
  responses: { 201: json(accountView, "The account."), ...refused },
});

const change = createRoute({
  method: "patch",
  path: "/calendar-accounts/{accountId}",
  summary: "Say what becomes of changes that are made outside",
  ...writing,
  request: { ...one, body: body(accountChange) },
  responses: { 200: json(accountView, "The account."), ...commonRefusals },
});

const choices = createRoute({
  method: "get",
  path: "/calendar-accounts/{accountId}/calendars",
  summary: "The calendars of an account",
  description:
    "As the vendor told them in the last ten minutes; with `fresh` it is asked now, which tests the connection.",
  ...calendarsReading,
  request: { ...one, query: z.strictObject({ fresh: z.enum(["true", "false"]).optional() }) },
  responses: { 200: json(z.object({ items: z.array(choiceView) }), "All of them."), ...refused },
});

const log = createRoute({
  method: "get",
  path: "/calendar-accounts/{accountId}/log",
  summary: "What was done at an account, newest first",
  ...calendarsReading,
  request: { ...one, query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(syncLogView), "A page."), ...commonRefusals },
});

const replay = createRoute({
  method: "post",
  path: "/calendar-accounts/{accountId}/replay",
  summary: "Try again all that was given up at an account",
  ...writing,
  request: { ...one, body: body(z.strictObject({})) },
  responses: { 202: { description: "It is written behind this answer." }, ...commonRefusals },
});

const disconnect = createRoute({
  method: "delete",
  path: "/calendar-accounts/{accountId}",
  summary: "Disconnect an account",
  description: "What was written stays outside. Time that it blocked here is free, and our permission is given back.",
  ...writing,
  request: one,
  responses: { 204: { description: "It is disconnected." }, ...commonRefusals },
});

export const calendarAccountRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewAccounts(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(consent, async (c) => {
    const asked = await askConsent(keeperOf(c), c.req.valid("json").accountId ?? null);
    return asked.ok ? c.json(asked.value, 200) : problemResponse(c, calendarAccountProblem(asked.error));
  })
  .openapi(complete, async (c) => {
    const done = await completeConsent(keeperOf(c), c.req.valid("json"));
    if (!done.ok) return problemResponse(c, calendarAccountProblem(done.error));
    const view = await viewAccount(tenantDb(c.env.DB, tenantActor(c).tenantId), done.value);
    return view ? c.json(view, 201) : notFound(c, "calendar account");
  })
  .openapi(connect, async (c) => {
    const made = await connectByKey(keeperOf(c), c.req.valid("json"));
    return made.ok ? c.json(made.value, 201) : problemResponse(c, calendarAccountProblem(made.error));
  })
  .openapi(change, async (c) => {
    const view = await changeAccount(keeperOf(c), c.req.valid("param").accountId, c.req.valid("json").outsideChange);
    return view ? c.json(view, 200) : notFound(c, "calendar account");
  })
  .openapi(choices, async (c) => {
    const view = c.req.valid("query").fresh === "true" ? viewChoices : viewKnownChoices;
    const found = await view(keeperOf(c), c.req.valid("param").accountId);
    return found.ok ? c.json({ items: found.value }, 200) : problemResponse(c, calendarAccountProblem(found.error));
  })
  .openapi(log, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    const { accountId } = c.req.valid("param");
    const view = await viewSyncLog(c.env, tenantActor(c).tenantId, accountId, { cursor, limit });
    return view ? c.json(view, 200) : notFound(c, "calendar account");
  })
  .openapi(replay, async (c) => {
    const isDone = await replayAll(keeperOf(c), c.req.valid("param").accountId);
    return isDone ? c.body(null, 202) : notFound(c, "calendar account");
  })
  .openapi(disconnect, async (c) => {
    const isGone = await disconnectAccount(keeperOf(c), c.req.valid("param").accountId);
    return isGone ? c.body(null, 204) : notFound(c, "calendar account");
  });
