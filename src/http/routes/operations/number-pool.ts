import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { e164, pooledNumberView } from "../../../contracts/phone-numbers.ts";
import { seedPool, viewPool } from "../../../use-cases/voice/numbers/search-numbers.ts";
import { body, commonRefusals, createApi, json } from "../../api.ts";
import { operatorOf, operatorReading, operatorWriting } from "../../operator.ts";

const pool = json(z.object({ items: z.array(pooledNumberView) }), "The pool, at most 500 numbers.");

const list = createRoute({
  method: "get",
  path: "/operations/number-pool",
  summary: "Numbers that businesses can be lent, and who has which",
  ...operatorReading,
  responses: { 200: pool, ...commonRefusals },
});

const add = createRoute({
  method: "post",
  path: "/operations/number-pool",
  summary: "Add a number, such as a toll-free one, to the pool",
  ...operatorWriting,
  request: { body: body(z.strictObject({ e164 })) },
  responses: { 200: pool, ...commonRefusals },
});

export const numberPoolRoutes = createApi()
  .openapi(list, async (c) => c.json({ items: await viewPool(c.env) }, 200))
  .openapi(add, async (c) => {
    await seedPool(operatorOf(c), c.req.valid("json").e164);
    return c.json({ items: await viewPool(c.env) }, 200);
  });
