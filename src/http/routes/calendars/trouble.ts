import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { troubleView } from "../../../contracts/calendar-sync.ts";
import { viewTrouble } from "../../../use-cases/calendars/alerts/view-trouble.ts";
import { commonRefusals, createApi, json, security, tenantActor } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const show = createRoute({
  method: "get",
  path: "/calendar-trouble",
  summary: "What of the calendars outside needs a person, the worst first",
  tags: ["Calendars"],
  security,
  middleware: requirePermission("calendars:read"),
  responses: { 200: json(z.object({ items: z.array(troubleView) }), "All of it."), ...commonRefusals },
});

export const calendarTroubleRoutes = createApi().openapi(show, async (c) =>
  c.json({ items: await viewTrouble(c.env, tenantActor(c).tenantId) }, 200),
);
