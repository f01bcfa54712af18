import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { customerMergeView, customerView } from "../../../contracts/customers.ts";
import { type CustomerId, customerId } from "../../../domain/ids.ts";
import type { Result } from "../../../domain/result.ts";
import {
  type MergeRefusal,
  mergeCustomers,
  unmergeCustomer,
  viewMerges,
} from "../../../use-cases/customers/merge-customers.ts";
import { findCustomerView } from "../../../use-cases/customers/view-customers.ts";
import { body, commonRefusals, createApi, json, notFound, refusal, security, seerOf, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { editorOf, etag } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const one = z.object({ customerId });
const other = z.strictObject({ fromCustomerId: customerId });
const common = { tags: ["Customers"], security };
const writing = { ...common, middleware: requirePermission("customers:write") };
const responses = {
  200: json(customerView, "The customer."),
  409: refusal("It cannot be done: `same_customer`, `too_many`."),
  412: refusal("One of the two was changed meanwhile."),
  ...commonRefusals,
};

const merge = createRoute({
  method: "post",
  path: "/customers/{customerId}/merge",
  summary: "Two records are one person's: take the other one in",
  description:
    "Appointments, messages and leads come along; a missing number or address is taken over. It can be undone.",
  ...writing,
  request: { params: one, body: body(other) },
  responses,
});

const unmerge = createRoute({
  method: "post",
  path: "/customers/{customerId}/unmerge",
  summary: "They were two people after all: take a record out again",
  description: "With what came along. What has come since stays.",
  ...writing,
  request: { params: one, body: body(other) },
  responses,
});

const list = createRoute({
  method: "get",
  path: "/customers/{customerId}/merges",
  summary: "Records that were taken in, latest first",
  ...common,
  middleware: requirePermission("customers:read"),
  request: { params: one },
  responses: { 200: json(z.object({ items: z.array(customerMergeView) }), "At most 50."), ...commonRefusals },
});

export const customerMergeRoutes = createApi()
  .openapi(merge, async (c) => {
    const [{ customerId: id }, { fromCustomerId }] = [c.req.valid("param"), c.req.valid("json")];
    return answer(c, id, await mergeCustomers(editorOf(c), id, fromCustomerId));
  })
  .openapi(unmerge, async (c) => {
    const [{ customerId: id }, { fromCustomerId }] = [c.req.valid("param"), c.req.valid("json")];
    return answer(c, id, await unmergeCustomer(editorOf(c), id, fromCustomerId));
  })
  .openapi(list, async (c) => {
    const items = await viewMerges(c.env, tenantActor(c), c.req.valid("param").customerId);
    return items ? c.json({ items }, 200) : notFound(c, "customer");
  });

async function answer(c: Context<AppEnv>, id: CustomerId, done: Result<void, MergeRefusal>) {
  if (!done.ok) return problemResponse(c, mergeProblem(done.error));
  const customer = await findCustomerView(c.env, seerOf(c), id, Date.now());
  return customer ? c.json(customer, 200, etag(customer.version)) : notFound(c, "customer");
}

function mergeProblem(refused: MergeRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such customer." };
    case "same_customer":
      return { status: 409, code: refused.reason, title: "A customer cannot be merged with themselves." };
    case "too_many":
      return {
        status: 409,
        code: refused.reason,
        title: `A record with more than ${refused.limit} entries is not merged.`,
      };
    case "version_conflict":
      return { status: 412, code: refused.reason, title: "One of the two was changed meanwhile." };
    default:
      return refused satisfies never;
  }
}
