import { Hono } from "hono";
import type { Bench, Vendor } from "../../vendor.ts";
import { refuse } from "./answers.ts";
import { eventRoutes } from "./event-routes.ts";
import { oauthRoutes } from "./oauth-routes.ts";
import { createStore, type Store } from "./store.ts";

/** Plays Google: the page that allows us in, tokens, and calendars with their events. */
export function createGoogle(bench: Bench): Vendor & { store: Store } {
  const store = createStore();
  const app = new Hono();
  app.route("/calendar/v3", eventRoutes(bench, store));
  app.route("/", oauthRoutes(bench, store));
  return { name: "google", title: "Google Calendar", app, refuse, reset: store.reset, store };
}
