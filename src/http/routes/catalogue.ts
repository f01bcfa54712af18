import { createRoute } from "@hono/zod-openapi";
import { meView } from "../../contracts/identity.ts";
import { describeMe } from "../../use-cases/identity/describe-me.ts";
import { commonRefusals, createApi, json, notFound } from "../api.ts";
import { problemResponse } from "../problem.ts";
import { branchRoutes } from "./catalogue/branches.ts";
import { hoursRoutes } from "./catalogue/hours.ts";
import { resourceRoutes } from "./catalogue/resources.ts";
import { serviceRoutes } from "./catalogue/services.ts";
import { staffRoutes } from "./catalogue/staff.ts";
import { timeOffRoutes } from "./catalogue/time-off.ts";
import { brandingRoutes } from "./settings/branding.ts";

const me = createRoute({
  method: "get",
  path: "/me",
  tags: ["Identity"],
  summary: "Who is signed in",
  security: [{ session: [] }],
  responses: { 200: json(meView, "The user, the tenant and its branches."), ...commonRefusals },
});

export const catalogueRoutes = createApi().openapi(me, async (c) => {
  const { actor } = c.var;
  if (actor.kind !== "user" && actor.kind !== "impersonator") {
    return problemResponse(c, { status: 403, code: "user_required", title: "An API key is not a user." });
  }
  const view = await describeMe(c.env, actor);
  return view ? c.json(view, 200) : notFound(c, "user");
});

for (const routes of [
  branchRoutes,
  hoursRoutes,
  serviceRoutes,
  staffRoutes,
  timeOffRoutes,
  resourceRoutes,
  brandingRoutes,
]) {
  catalogueRoutes.route("/", routes);
}
