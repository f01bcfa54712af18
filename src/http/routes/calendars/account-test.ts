import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { accountTestView } from "../../../contracts/calendar-operations.ts";
import { calendarAccountId } from "../../../domain/ids.ts";
import { testAccount } from "../../../use-cases/calendars/operations/test-account.ts";
import { body, commonRefusals, createApi, json, refusal, security } from "../../api.ts";
import { calendarAccountProblem } from "../../calendar-account-problem.ts";
import { keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const test = createRoute({
  method: "post",
  path: "/calendar-accounts/{accountId}/test",
  summary: "Try an account: ask the vendor for its calendars",
  description: "Nothing is changed there. An account that no longer lets us in is `broken` from then on.",
  tags: ["Calendars"],
  security,
  middleware: requirePermission("calendars:write"),
  request: { params: z.object({ accountId: calendarAccountId }), body: body(z.strictObject({})) },
  responses: {
    200: json(accountTestView, "What came of it."),
    409: refusal("This installation cannot ask that vendor."),
    ...commonRefusals,
  },
});

export const calendarAccountTestRoutes = createApi().openapi(test, async (c) => {
  const done = await testAccount(keeperOf(c), c.req.valid("param").accountId);
  return done.ok ? c.json(done.value, 200) : problemResponse(c, calendarAccountProblem(done.error));
});
