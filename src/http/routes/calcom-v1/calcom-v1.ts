import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AppEnv } from "../../app-env.ts";
import { authenticateV1, permitV1 } from "../../middleware/authenticate-v1.ts";
import { limitApi } from "../../middleware/limit-api.ts";
import { noStore } from "../../middleware/no-store.ts";
import { answerV1 } from "./answer.ts";
import { v1BookingRoutes } from "./bookings.ts";

const MAX_BODY_BYTES = 64 * 1024;
const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c) => c.json({ message: `The body is over ${MAX_BODY_BYTES} bytes.` }, 413),
});
const reading = permitV1("appointments:read");

/** Cal.com's first API for software that still speaks it: each request becomes one of v2 at the connected account. */
export const calcomV1Routes = new Hono<AppEnv>()
  .use(noStore, authenticateV1, limitApi, limitBody)
  .route("/", v1BookingRoutes)
  .get("/me", reading, (c) => answerV1(c, ({ cal }) => cal.me()))
  .get("/users/:id{\\d+}", reading, (c) => answerV1(c, ({ cal }) => cal.user(Number(c.req.param("id")))))
  .get("/event-types", reading, (c) => answerV1(c, ({ cal }) => cal.eventTypes()))
  .get("/event-types/:id{\\d+}", reading, (c) => answerV1(c, ({ cal }) => cal.eventType(Number(c.req.param("id")))))
  .get("/schedules", reading, (c) => answerV1(c, ({ cal }) => cal.schedules()))
  .get("/availabilities", reading, (c) => answerV1(c, ({ cal }) => cal.availabilities()))
  .get("/slots", reading, (c) =>
    answerV1(c, async ({ cal }) => {
      const { eventTypeId = "", startTime = "", endTime = "", timeZone } = c.req.query();
      const query = { eventTypeId, start: startTime, end: endTime, ...(timeZone ? { timeZone } : {}) };
      const missing = Object.entries(query).find(([, value]) => value === "" || value.length > 64);
      if (missing)
        return { ok: false, error: { status: 400, message: `${V1_NAMES[missing[0]] ?? missing[0]}: is required` } };
      return cal.slots(query);
    }),
  )
  .all("/*", (c) => c.json({ message: `v1 ${c.req.method} ${c.req.path} has no counterpart here.` }, 404));

const V1_NAMES: Record<string, string> = { start: "startTime", end: "endTime" };
