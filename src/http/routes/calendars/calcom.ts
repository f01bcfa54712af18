import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { calendarAccountId } from "../../../domain/ids.ts";
import { type ConnectRefusal, connectCalcom } from "../../../use-cases/calendars/calcom/connect-calcom.ts";
import { body, commonRefusals, createApi, json, refusal, security } from "../../api.ts";
import { keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const connect = createRoute({
  method: "post",
  path: "/calendar-accounts/calcom",
  summary: "Connect an account at Cal.com by its API key",
  description:
    "The key is tried at Cal.com before it is stored, sealed, and Cal.com is told where to report changes. `accountId` connects an account again whose key was replaced.",
  tags: ["Calendars"],
  security,
  middleware: requirePermission("calendars:write"),
  request: {
    body: body(
      z.strictObject({
        apiKey: z
          .string()
          .max(200)
          .regex(/^cal_\w+$/, "must be an API key of Cal.com, which begins with cal_"),
        accountId: calendarAccountId.optional(),
      }),
    ),
  },
  responses: {
    201: json(z.object({ id: calendarAccountId, name: z.string() }), "The account, as Cal.com calls it."),
    409: refusal("There are as many as there can be."),
    422: refusal("Cal.com does not take the key."),
    502: refusal("Cal.com does not answer, or not now."),
    ...commonRefusals,
  },
});

export const calcomAccountRoutes = createApi().openapi(connect, async (c) => {
  const connected = await connectCalcom(keeperOf(c), c.req.valid("json"));
  return connected.ok ? c.json(connected.value, 201) : problemResponse(c, toProblem(connected.error));
});

function toProblem(refusal: ConnectRefusal): Problem {
  switch (refusal.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such calendar account." };
    case "too_many":
      return { status: 409, code: "too_many", title: `At most ${refusal.limit} are possible.` };
    case "vendor":
      return refusal.failure.reason === "credential_dead" || refusal.failure.reason === "refused"
        ? { status: 422, code: "vendor_failed", title: "Cal.com does not take this key." }
        : { status: 502, code: "vendor_failed", title: "Cal.com does not answer at the moment. Try again soon." };
    default:
      return refusal satisfies never;
  }
}
