import { Hono } from "hono";
import type { Bench, Vendor } from "../../vendor.ts";
import { refuse } from "./answers.ts";
import { announce, channelRoutes } from "./channels.ts";
import { eventRoutes } from "./event-routes.ts";
import { freeBusyRoutes } from "./free-busy.ts";
import { addHostPage } from "./host-page.ts";
import { oauthRoutes } from "./oauth-routes.ts";
import { createStore, type Store } from "./store.ts";

/** Plays Google: the page that allows us in, tokens, and calendars with their events and who watches them. */
export function createGoogle(bench: Bench): Vendor & { store: Store } {
  const store: Store = createStore(bench.now, (calendar) => announce(bench, store, calendar));
  const app = new Hono();
  const calendar = new Hono();
  calendar.use("*", async (c, go) => {
    const token = (c.req.header("authorization") ?? "").replace("Bearer ", "");
    if ((store.tokens.access.get(token) ?? 0) <= bench.now()) return refuse(401, "Invalid Credentials", "authError");
    return go();
  });
  for (const routes of [channelRoutes(bench, store), freeBusyRoutes(store), eventRoutes(store)]) {
    calendar.route("/", routes);
  }
  app.route("/calendar/v3", calendar);
  app.route("/", oauthRoutes(bench, store));
  addHostPage(app, store);
  return { name: "google", title: "Google Calendar", app, refuse, reset: store.reset, store };
}
