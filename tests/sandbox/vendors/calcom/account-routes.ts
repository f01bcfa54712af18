import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import * as z from "zod";
import type { Account, EventType, Webhook } from "./account.ts";
import { refuse, succeed } from "./answers.ts";
import type { Desk } from "./booking-routes.ts";

const newType = z.object({ lengthInMinutes: z.number().min(1), title: z.string().min(1), slug: z.string().min(1) });
const webhook = z.object({
  subscriberUrl: z.url(),
  triggers: z.array(z.string()).min(1),
  active: z.boolean(),
  secret: z.string().optional(),
  payloadTemplate: z.string().optional(),
});
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

export function addAccount(app: Hono, { accountOf }: Desk): void {
  app.get("/v2/me", (c) => {
    const { user } = accountOf(c);
    const rest = { avatarUrl: null, bio: null, timeFormat: 24, defaultScheduleId: 1, weekStart: "Monday" };
    return succeed(c, { ...user, ...rest, organizationId: null });
  });
  app.get("/v2/schedules", (c) => {
    const { user } = accountOf(c);
    const availability = [{ days: WEEKDAYS, startTime: "08:00", endTime: "16:00" }];
    const hours = { timeZone: "UTC", availability, overrides: [] };
    return succeed(c, [{ id: 1, ownerId: user.id, name: "Working hours", isDefault: true, ...hours }]);
  });
  app.get("/v2/event-types", (c) => {
    const account = accountOf(c);
    if (c.req.header("cal-api-version") !== "2024-06-14") {
      const eventTypes = account.eventTypes.map(({ lengthInMinutes, ...rest }) => ({
        ...rest,
        length: lengthInMinutes,
      }));
      return succeed(c, { eventTypeGroups: [{ eventTypes }] });
    }
    const mine = [undefined, account.user.username].includes(c.req.query("username"));
    return succeed(c, mine ? account.eventTypes.map((type) => toType(account, type)) : []);
  });
  app.get("/v2/event-types/:id", (c) => {
    const type = accountOf(c).eventTypes.find(({ id }) => String(id) === c.req.param("id"));
    return type ? succeed(c, toType(accountOf(c), type)) : refuse(404, "Event type not found");
  });
  app.post("/v2/event-types", async (c) => {
    const parsed = newType.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    const type = { id: ++accountOf(c).nextId, ...parsed.data };
    accountOf(c).eventTypes.push(type);
    return succeed(c, toType(accountOf(c), type), 201);
  });
}

export function addWebhooks(app: Hono, { accountOf }: Desk): void {
  app.get("/v2/webhooks", (c) => {
    const account = accountOf(c);
    return succeed(
      c,
      account.webhooks.map((one) => toWebhook(account, one)),
    );
  });
  app.post("/v2/webhooks", async (c) => {
    const parsed = webhook.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    const { secret = null, payloadTemplate = null, ...rest } = parsed.data;
    const made = { id: randomUUID(), ...rest, secret, payloadTemplate };
    accountOf(c).webhooks.push(made);
    return succeed(c, toWebhook(accountOf(c), made), 201);
  });
  app.patch("/v2/webhooks/:id", async (c) => {
    const parsed = webhook.partial().safeParse(await c.req.json().catch(() => null));
    const known = accountOf(c).webhooks.find(({ id }) => id === c.req.param("id"));
    if (!known) return refuse(404, "Webhook not found");
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    return succeed(c, toWebhook(accountOf(c), Object.assign(known, parsed.data)));
  });
  app.delete("/v2/webhooks/:id", (c) => {
    const account = accountOf(c);
    const known = account.webhooks.find(({ id }) => id === c.req.param("id"));
    if (!known) return refuse(404, "Webhook not found");
    account.webhooks = account.webhooks.filter((one) => one !== known);
    return succeed(c, toWebhook(account, known));
  });
}

function toType({ user }: Account, type: EventType): object {
  const { requiresConfirmation: _, ...told } = type;
  const bookingUrl = `https://cal.com/${user.username}/${type.slug}`;
  return { ...told, description: "", hidden: false, ownerId: user.id, users: [], bookingUrl, scheduleId: 1 };
}

function toWebhook({ user }: Account, { secret, ...told }: Webhook): object {
  return { ...told, userId: user.id, ...(secret === null ? {} : { secret }) };
}
