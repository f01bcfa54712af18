import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { createdFeedView, feedBody, feedView } from "../../../contracts/calendars.ts";
import { calendarFeedId } from "../../../domain/ids.ts";
import { createFeed, revokeFeed, viewFeeds } from "../../../use-cases/calendars/manage-feeds.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal, security, tenantActor } from "../../api.ts"; // biome-ignore format: one line
import { calendarsProblem, keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const common = { tags: ["Calendars"], security };
const writing = { ...common, middleware: requirePermission("calendars:write") };

const list = createRoute({
  method: "get",
  path: "/calendar-feeds",
  summary: "Addresses at which calendar programs read appointments, oldest first",
  ...common,
  middleware: requirePermission("calendars:read"),
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(feedView), "A page, without addresses."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/calendar-feeds",
  summary: "Let calendar programs read the appointments of a branch or of one member",
  description:
    "`url` is the whole credential: whoever has it reads the calendar until it is revoked. It is shown in this answer only.",
  ...writing,
  request: { body: body(feedBody) },
  responses: {
    201: json(createdFeedView, "The feed, with its address."),
    409: refusal("There are as many as there can be."),
    ...commonRefusals,
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/calendar-feeds/{feedId}",
  summary: "Revoke a feed",
  ...writing,
  request: { params: z.object({ feedId: calendarFeedId }) },
  responses: { 204: { description: "Its address is nobody's any more." }, ...commonRefusals },
});

export const calendarFeedRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewFeeds(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(create, async (c) => {
    const created = await createFeed(keeperOf(c), c.req.valid("json"));
    return created.ok ? c.json(created.value, 201) : problemResponse(c, calendarsProblem(created.error));
  })
  .openapi(revoke, async (c) => {
    const isRevoked = await revokeFeed(keeperOf(c), c.req.valid("param").feedId);
    return isRevoked ? c.body(null, 204) : notFound(c, "calendar feed");
  });
