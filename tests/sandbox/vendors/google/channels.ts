import { Hono } from "hono";
import * as z from "zod";
import type { Bench } from "../../vendor.ts";
import { refuse } from "./answers.ts";
import type { Channel, Store, StoredCalendar } from "./store.ts";

const wish = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9\-_+/=]{1,64}$/),
  type: z.literal("web_hook"),
  address: z.url(),
  token: z.string().max(256).optional(),
  expiration: z.string().regex(/^\d+$/).optional(),
});
const WEEK_MS = 7 * 86_400_000;

/** Channels through which Google tells that a calendar changed, never what. */
export function channelRoutes(bench: Bench, store: Store): Hono {
  const { calendars, channels } = store;
  const app = new Hono();
  app.post("/calendars/:calendar/events/watch", async (c) => {
    const calendar = calendars.get(c.req.param("calendar"));
    const parsed = wish.safeParse(await c.req.json());
    if (!calendar) return refuse(404, "Not Found", "notFound");
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error), "invalid");
    const { id, address, token = "", expiration } = parsed.data;
    if (!isReachable(address)) return refuse(401, "WebHook callback must be HTTPS", "webhookUrlNotHttps");
    if (channels.has(id)) return refuse(400, "Channel id not unique", "channelIdNotUnique");
    const latest = bench.now() + WEEK_MS;
    const endsAt = Math.min(Number(expiration ?? latest), latest);
    const channel = { id, token, address, calendar: calendar.id, resourceId: store.next("res"), endsAt, told: 0 };
    channels.set(id, channel);
    void tell(bench, channel, "sync");
    return c.json({ kind: "api#channel", id, resourceId: channel.resourceId, token, expiration: String(endsAt) });
  });
  app.post("/channels/stop", async (c) => {
    const body = z.object({ id: z.string(), resourceId: z.string() }).safeParse(await c.req.json());
    if (!body.success) return refuse(400, z.prettifyError(body.error), "invalid");
    if (channels.get(body.data.id)?.resourceId !== body.data.resourceId)
      return refuse(404, "Channel not found", "notFound");
    channels.delete(body.data.id);
    return c.body(null, 204);
  });
  return app;
}

/** Tells all who watch, without waiting for them. */
export function announce(bench: Bench, { channels, settings }: Store, calendar: StoredCalendar): void {
  const times = { once: 1, twice: 2, never: 0 }[settings.deliveries];
  for (const channel of channels.values()) {
    if (channel.calendar !== calendar.id || channel.endsAt <= bench.now()) continue;
    for (let time = 0; time < times; time++) void tell(bench, channel, "exists");
  }
}

async function tell(bench: Bench, channel: Channel, state: "sync" | "exists"): Promise<void> {
  channel.told += 1;
  const headers = {
    "x-goog-channel-id": channel.id,
    "x-goog-channel-token": channel.token,
    "x-goog-channel-expiration": new Date(channel.endsAt).toUTCString(),
    "x-goog-resource-id": channel.resourceId,
    "x-goog-resource-uri": `https://www.googleapis.com/calendar/v3/calendars/${channel.calendar}/events?alt=json`,
    "x-goog-resource-state": state,
    "x-goog-message-number": String(channel.told),
  };
  try {
    await bench.fetch(channel.address, { method: "POST", headers, redirect: "manual" });
  } catch (error) {
    console.error(`Google's sandbox: a notification did not arrive at ${channel.address}: ${String(error)}`);
  }
}

/** Google wants TLS; on this machine there is none. */
function isReachable(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || ["localhost", "127.0.0.1"].includes(hostname);
}
