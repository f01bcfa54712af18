import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { customerId } from "../../../domain/ids.ts";
import { type EraseRefusal, eraseCustomer } from "../../../use-cases/customers/erase-customer.ts";
import { body, commonRefusals, createApi, refusal } from "../../api.ts";
import { editorOf } from "../../catalogue-editor.ts";
import { requireStepUp } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";

const erase = createRoute({
  method: "post",
  path: "/customers/{customerId}/erase",
  tags: ["Customers"],
  summary: "Erase a person",
  description:
    "Name, number, address, notes, what was said in calls and written in messages are gone for good. Appointments, " +
    "prices and counts stay, of nobody. The ledger of a branch keeps its sealed copy of the contact of past appointments.",
  security: [{ session: [] }],
  middleware: [requirePermission("customers:erase"), requireStepUp] as const,
  request: { params: z.object({ customerId }), body: body(z.strictObject({})) },
  responses: {
    204: { description: "Erased." },
    409: refusal("Appointments are to come: `has_appointments`; `errors` names up to twenty of them."),
    ...commonRefusals,
  },
});

export const customerEraseRoutes = createApi().openapi(erase, async (c) => {
  const erased = await eraseCustomer(editorOf(c), c.req.valid("param").customerId);
  return erased.ok ? c.body(null, 204) : problemResponse(c, eraseProblem(erased.error));
});

function eraseProblem(refused: EraseRefusal): Problem {
  if (refused.reason === "not_found") return { status: 404, code: "not_found", title: "There is no such customer." };
  const errors = refused.appointmentIds.map((field) => ({ field, rule: "is still to come" }));
  return { status: 409, code: refused.reason, title: "Cancel or move the appointments to come first.", errors };
}
