import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { subscriptionBody, subscriptionView } from "../../../contracts/calendars.ts";
import { calendarSubscriptionId } from "../../../domain/ids.ts";
import {
  createSubscription,
  removeSubscription,
  syncNow,
  viewSubscriptions,
} from "../../../use-cases/calendars/manage-subscriptions.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal, security, tenantActor } from "../../api.ts"; // biome-ignore format: one line
import { calendarsProblem, keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const common = { tags: ["Calendars"], security };
const writing = { ...common, middleware: requirePermission("calendars:write") };
const one = { params: z.object({ subscriptionId: calendarSubscriptionId }) };

const list = createRoute({
  method: "get",
  path: "/calendar-subscriptions",
  summary: "Calendars kept elsewhere that block time here, oldest first",
  ...common,
  middleware: requirePermission("calendars:read"),
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(subscriptionView), "A page, without addresses."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/calendar-subscriptions",
  summary: "Block the time of a member or resource by a calendar kept elsewhere",
  description:
    "Reads an iCalendar file at a public https address, at once and every ten minutes, half a year ahead. Events that are free or cancelled take no time. Where one lies on an appointment, a conflict is raised.",
  ...writing,
  request: { body: body(subscriptionBody) },
  responses: {
    201: json(subscriptionView, "The subscription. It is read behind this answer."),
    409: refusal("There are as many as there can be."),
    ...commonRefusals,
  },
});

const sync = createRoute({
  method: "post",
  path: "/calendar-subscriptions/{subscriptionId}/sync",
  summary: "Read a calendar now",
  ...writing,
  request: { ...one, body: body(z.strictObject({})) },
  responses: { 202: json(subscriptionView, "It is read behind this answer."), ...commonRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/calendar-subscriptions/{subscriptionId}",
  summary: "Stop following a calendar",
  description: "The time that it took is free again.",
  ...writing,
  request: one,
  responses: { 204: { description: "It blocks nothing any more." }, ...commonRefusals },
});

export const calendarSubscriptionRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewSubscriptions(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(create, async (c) => {
    const created = await createSubscription(keeperOf(c), c.req.valid("json"));
    return created.ok ? c.json(created.value, 201) : problemResponse(c, calendarsProblem(created.error));
  })
  .openapi(sync, async (c) => {
    const view = await syncNow(keeperOf(c), c.req.valid("param").subscriptionId);
    return view ? c.json(view, 202) : notFound(c, "calendar subscription");
  })
  .openapi(remove, async (c) => {
    const isRemoved = await removeSubscription(keeperOf(c), c.req.valid("param").subscriptionId);
    return isRemoved ? c.body(null, 204) : notFound(c, "calendar subscription");
  });
