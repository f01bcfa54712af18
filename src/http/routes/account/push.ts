import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { pushBody, pushView } from "../../../contracts/push.ts";
import { pushId } from "../../../domain/ids.ts";
import { addDevice, readPush, removeDevice } from "../../../use-cases/push/own-devices.ts";
import { body, commonRefusals, createApi, json, notFound, refusal } from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";
import { leadOf, requireUser } from "../team/lead-of.ts";

const base = { tags: ["Account"], security: [{ session: [] }] };
const writing = [requirePermission("account:write"), requireUser];

const read = createRoute({
  ...base,
  method: "get",
  path: "/me/push",
  summary: "Which of the user's devices are told of new bookings",
  middleware: [requirePermission("account:read"), requireUser],
  responses: { 200: json(pushView, "The devices, and the key that a browser needs."), ...commonRefusals },
});

const add = createRoute({
  ...base,
  method: "post",
  path: "/me/push",
  summary: "Tell this device of new bookings",
  description: "Takes what the browser's `PushSubscription` says. Ten devices a user; beyond that the oldest goes.",
  middleware: writing,
  request: { body: body(pushBody) },
  responses: {
    201: json(pushView, "The devices."),
    409: refusal("`not_configured`: the platform has no key for push."),
    ...commonRefusals,
  },
});

const remove = createRoute({
  ...base,
  method: "delete",
  path: "/me/push/{pushId}",
  summary: "Tell a device no more",
  middleware: writing,
  request: { params: z.object({ pushId }) },
  responses: { 204: { description: "It is told no more." }, ...commonRefusals },
});

export const pushRoutes = createApi()
  .openapi(read, async (c) => c.json(await readPush(c.env, leadOf(c).actor), 200))
  .openapi(add, async (c) => {
    const added = await addDevice(leadOf(c), c.req.valid("json"));
    if (added.ok) return c.json(added.value, 201);
    return problemResponse(c, { status: 409, code: added.error, title: "Push is not configured on this platform." });
  })
  .openapi(remove, async (c) =>
    (await removeDevice(leadOf(c), c.req.valid("param").pushId)) ? c.body(null, 204) : notFound(c, "device"),
  );
