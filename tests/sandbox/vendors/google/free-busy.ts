import { Hono } from "hono";
import * as z from "zod";
import { refuse } from "./answers.ts";
import type { Store, StoredEvent } from "./store.ts";

const instant = z.iso.datetime({ offset: true });
const query = z.strictObject({
  timeMin: instant,
  timeMax: instant,
  timeZone: z.string().optional(),
  items: z.array(z.strictObject({ id: z.string() })).max(50),
});

/** When calendars are taken, not by what. */
export function freeBusyRoutes({ calendars }: Store): Hono {
  const app = new Hono();
  app.post("/freeBusy", async (c) => {
    const parsed = query.safeParse(await c.req.json());
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error), "invalid");
    const { timeMin, timeMax, items } = parsed.data;
    const entries = items.map(({ id }) => {
      const calendar = calendars.get(id);
      if (!calendar) return [id, { errors: [{ domain: "global", reason: "notFound" }], busy: [] }] as const;
      const taken = [...calendar.events.values()].flatMap(spanOf);
      const within = taken.filter(
        ({ start, end }) => Date.parse(start) < Date.parse(timeMax) && Date.parse(end) > Date.parse(timeMin),
      );
      return [id, { busy: within }] as const;
    });
    return c.json({ kind: "calendar#freeBusy", timeMin, timeMax, calendars: Object.fromEntries(entries) });
  });
  return app;
}

/** Whole days are left out: nobody here asks for them this way. */
function spanOf({ status, transparency, start, end }: StoredEvent): { start: string; end: string }[] {
  const [from, to] = [timeOf(start), timeOf(end)];
  return status === "cancelled" || transparency === "transparent" || !from || !to ? [] : [{ start: from, end: to }];
}

function timeOf(time: { dateTime?: string }): string | undefined {
  return time.dateTime;
}
