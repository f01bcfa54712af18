import { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import { showDashboard } from "../show-dashboard.ts";

/** The dashboard's shell for every path of the app. Its files lie under /assets and are served without the Worker. */
export const dashboardRoutes = new Hono<AppEnv>()
  .get("/", (c) => c.redirect("/app", 302))
  .get("/app", showDashboard)
  .get("/app/*", showDashboard);
