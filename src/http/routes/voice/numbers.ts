import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  availableNumberView,
  numberChange,
  numberOrder,
  numberSearch,
  phoneNumberView,
} from "../../../contracts/phone-numbers.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { phoneNumberId } from "../../../domain/ids.ts";
import { changeNumber, releaseNumber } from "../../../use-cases/voice/numbers/change-number.ts";
import type { NumberRefusal } from "../../../use-cases/voice/numbers/open-number-vendor.ts";
import { orderNumber } from "../../../use-cases/voice/numbers/order-number.ts";
import { searchNumbers, toNumberView, viewNumbers } from "../../../use-cases/voice/numbers/search-numbers.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  paged,
  refusal,
  security,
  tenantActor,
} from "../../api.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { accountProblem, failureProblem } from "../../vendor-problem.ts";

const tags = ["Phone numbers"];
export const numbersReading = { tags, security, middleware: requirePermission("connections:read") };
/** A number costs money every month, so no key orders one. */
const writing = { tags, security: [{ session: [] }], middleware: requirePermission("connections:write") };
const one = z.object({ numberId: phoneNumberId });
const vendorRefusals = {
  409: refusal("It cannot be done; `code` tells why."),
  502: refusal("The vendor did not do it."),
  ...commonRefusals,
};

const list = createRoute({
  method: "get",
  path: "/voice/numbers",
  summary: "Phone numbers, newest first",
  ...numbersReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(phoneNumberView), "A page."), ...commonRefusals },
});

const search = createRoute({
  method: "get",
  path: "/voice/numbers/available",
  summary: "Numbers that could be ordered",
  description:
    "At the account of a message sender, Telnyx or Twilio; without one, from the operator's pool. At most 20.",
  ...numbersReading,
  request: { query: z.strictObject(numberSearch) },
  responses: { 200: json(z.object({ items: z.array(availableNumberView) }), "What there is."), ...vendorRefusals },
});

const order = createRoute({
  method: "post",
  path: "/voice/numbers",
  summary: "Get a number for a branch",
  description:
    "Bought from the voice vendor, ordered at a carrier, brought along, or lent by the operator. With a trunk the voice vendor is connected to it.",
  ...writing,
  request: { body: body(numberOrder) },
  responses: { 201: json(phoneNumberView, "The number."), ...vendorRefusals },
});

const assign = createRoute({
  method: "patch",
  path: "/voice/numbers/{numberId}",
  summary: "Say where a number rings, who takes its calls, and what its callers speak",
  ...writing,
  request: { params: one, body: body(numberChange) },
  responses: { 200: json(phoneNumberView, "The number."), ...vendorRefusals },
});

const release = createRoute({
  method: "delete",
  path: "/voice/numbers/{numberId}",
  summary: "Give a number back",
  description: "At the voice vendor and at the carrier. It may be gone for good.",
  ...writing,
  request: { params: one },
  responses: { 204: { description: "It is given back." }, ...vendorRefusals },
});

export const phoneNumberRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewNumbers(tenantDb(c.env.DB, tenantActor(c).tenantId), { cursor, limit }), 200);
  })
  .openapi(search, async (c) => {
    const { senderId, country, areaCode = null, isTollFree } = c.req.valid("query");
    const wish = { country, areaCode, isTollFree: isTollFree === "true" };
    const found = await searchNumbers(c.env, tenantDb(c.env.DB, tenantActor(c).tenantId), senderId, wish);
    return found.ok ? c.json({ items: found.value }, 200) : problemResponse(c, numberProblem(found.error));
  })
  .openapi(order, async (c) => {
    const ordered = await orderNumber(clerkOf(c), c.req.valid("json"));
    return ordered.ok ? c.json(toNumberView(ordered.value), 201) : problemResponse(c, numberProblem(ordered.error));
  })
  .openapi(assign, async (c) => {
    const assigned = await changeNumber(clerkOf(c), c.req.valid("param").numberId, c.req.valid("json"));
    return assigned.ok ? c.json(toNumberView(assigned.value), 200) : problemResponse(c, numberProblem(assigned.error));
  })
  .openapi(release, async (c) => {
    const released = await releaseNumber(clerkOf(c), c.req.valid("param").numberId);
    return released.ok ? c.body(null, 204) : problemResponse(c, numberProblem(released.error));
  });

function numberProblem(refused: NumberRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "not_configured":
      return accountProblem(refused);
    case "number_taken":
      return { status: 409, code: refused.reason, title: "Somebody has this number already." };
    case "number_not_connected":
      return { status: 409, code: refused.reason, title: "The voice vendor does not have this number over a trunk." };
    case "vendor_failed":
      return failureProblem(refused.failure);
    default:
      return refused satisfies never;
  }
}
