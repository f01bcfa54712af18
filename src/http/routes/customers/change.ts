import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { customerView } from "../../../contracts/customers.ts";
import { customerId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import { messageChannel } from "../../../domain/messaging/message.ts";
import { type CustomerRefusal, changeCustomer } from "../../../use-cases/customers/change-customer.ts";
import { findCustomerView } from "../../../use-cases/customers/view-customers.ts";
import { body, commonRefusals, createApi, json, notFound, refusal, security, seerOf } from "../../api.ts";
import { editorOf, etag, ifMatch } from "../../catalogue-editor.ts";
import { emailInput, phoneInput } from "../../contact-input.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const patch = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  phone: phoneInput.nullable().optional(),
  email: emailInput.nullable().optional(),
  language: language.optional(),
  notes: z.string().trim().max(2_000).nullable().optional(),
  preferredChannel: messageChannel.nullable().optional().describe("By what they want to be written to."),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
});

const change = createRoute({
  method: "patch",
  path: "/customers/{customerId}",
  summary: "Change a customer",
  description: "What is left out stays. Appointments keep the contact that they were booked with.",
  tags: ["Customers"],
  security,
  middleware: requirePermission("customers:write"),
  request: { params: z.object({ customerId }), headers: ifMatch, body: body(patch) },
  responses: {
    200: json(customerView, "The customer."),
    409: refusal("Another customer has this number: `phone_taken`."),
    412: refusal("The customer has another version than `If-Match` says."),
    ...commonRefusals,
  },
});

export const customerChangeRoutes = createApi().openapi(change, async (c) => {
  const { customerId: id } = c.req.valid("param");
  const changed = await changeCustomer(editorOf(c), id, c.req.valid("json"));
  if (!changed.ok) return problemResponse(c, customerProblem(changed.error));
  const customer = await findCustomerView(c.env, seerOf(c), id, Date.now());
  return customer ? c.json(customer, 200, etag(customer.version)) : notFound(c, "customer");
});

function customerProblem(refused: CustomerRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: "There is no such customer." };
    case "version_conflict": {
      const detail = `The customer is at version ${refused.version}. Read it again and repeat the change.`;
      return { status: 412, code: refused.reason, title: "The customer was changed meanwhile.", detail };
    }
    case "phone_taken":
      return { status: 409, code: refused.reason, title: "Another customer has this number." };
    default:
      return refused satisfies never;
  }
}
