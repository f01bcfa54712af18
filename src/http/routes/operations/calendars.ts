import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  calendarFiguresView,
  platformAccountDetailView,
  platformAccountView,
  platformMirrorView,
  settledMirrorsView,
} from "../../../contracts/calendar-operations.ts";
import { accountState, mirrorState } from "../../../contracts/calendar-sync.ts";
import { calendarAccountId, calendarMirrorId, tenantId } from "../../../domain/ids.ts";
import { discardMirrors, replayMirrors } from "../../../use-cases/calendars/operations/settle-mirrors.ts";
import {
  viewAllAccounts,
  viewAllMirrors,
  viewAnyAccount,
  viewCalendarFigures,
} from "../../../use-cases/calendars/operations/view-calendars.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import { operatorOf, operatorReading, operatorWriting } from "../../operator.ts";

const some = body(z.strictObject({ ids: z.array(calendarMirrorId).min(1).max(50) }));
const settled = { 200: json(settledMirrorsView, "What became of each."), ...commonRefusals };
const ofTenant = { tenantId: tenantId.optional() };

const figures = createRoute({
  method: "get",
  path: "/operations/calendar-figures",
  summary: "Calendar accounts and what waits for them, counted",
  ...operatorReading,
  responses: { 200: json(calendarFiguresView, "Now."), ...commonRefusals },
});

const accounts = createRoute({
  method: "get",
  path: "/operations/calendar-accounts",
  summary: "Calendar accounts of all businesses, newest first",
  ...operatorReading,
  request: { query: z.strictObject({ ...ofTenant, state: accountState.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(platformAccountView), "A page, without names."), ...commonRefusals },
});

const account = createRoute({
  method: "get",
  path: "/operations/calendar-accounts/{accountId}",
  summary: "One calendar account, with its budget and its circuit",
  ...operatorReading,
  request: { params: z.object({ accountId: calendarAccountId }) },
  responses: { 200: json(platformAccountDetailView, "As it stands now."), ...commonRefusals },
});

const mirrors = createRoute({
  method: "get",
  path: "/operations/calendar-mirrors",
  summary: "Entries that were given up, or wait to be written, latest change first",
  ...operatorReading,
  request: {
    query: z.strictObject({ ...ofTenant, state: mirrorState.extract(["waiting", "dead"]).default("dead"), ...cursorQuery }), // biome-ignore format: one line
  },
  responses: { 200: json(paged(platformMirrorView), "A page."), ...commonRefusals },
});

const replay = createRoute({
  method: "post",
  path: "/operations/calendar-mirrors/replay",
  summary: "Write entries again",
  ...operatorWriting,
  request: { body: some },
  responses: settled,
});

const discard = createRoute({
  method: "post",
  path: "/operations/calendar-mirrors/discard",
  summary: "Leave entries as they are, until their appointments change again",
  ...operatorWriting,
  request: { body: some },
  responses: settled,
});

export const operatorCalendarRoutes = createApi()
  .openapi(figures, async (c) => c.json(await viewCalendarFigures(c.env), 200))
  .openapi(accounts, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewAllAccounts(c.env, filter, { cursor, limit }), 200);
  })
  .openapi(account, async (c) => {
    const view = await viewAnyAccount(c.env, c.req.valid("param").accountId);
    return view ? c.json(view, 200) : notFound(c, "calendar account");
  })
  .openapi(mirrors, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewAllMirrors(c.env, filter, { cursor, limit }), 200);
  })
  .openapi(replay, async (c) => c.json(await replayMirrors(operatorOf(c), c.req.valid("json").ids), 200))
  .openapi(discard, async (c) => c.json(await discardMirrors(operatorOf(c), c.req.valid("json").ids), 200));
