import type { Context, Hono } from "hono";
import * as z from "zod";
import { newVendorId } from "./text-box.ts";

const order = z.object({ phone_numbers: z.array(z.object({ phone_number: z.string() })).min(1) });

/** Numbers of one key, by their own ids. */
type Owned = Map<string, { id: string; phone_number: string }>;

/** Telnyx's numbers: what is free, orders, and what a key owns. `555-01xx` are kept free for films. */
export function addTelnyxNumbers(app: Hono): { clear(): void } {
  const byKey = new Map<string, Owned>();
  const ownedBy = (c: Context): Owned | null => {
    const key = /^Bearer (KEY[\w-]+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    if (!key) return null;
    const owned = byKey.get(key) ?? new Map();
    byKey.set(key, owned);
    return owned;
  };
  const refused = (status: number, title: string) => Response.json({ errors: [{ code: "10009", title }] }, { status });
  const isTaken = (e164: string) =>
    [...byKey.values()].some((owned) => [...owned.values()].some((one) => one.phone_number === e164));

  app.get("/v2/available_phone_numbers", (c) => {
    if (!ownedBy(c)) return refused(401, "Authentication failed");
    const area = c.req.query("filter[national_destination_code]") ?? "415";
    const numbers = Array.from({ length: 5 }, (_, index) => `+1${area}555010${index}`).filter((one) => !isTaken(one));
    const cost_information = { upfront_cost: "1.00", monthly_cost: "1.00", currency: "USD" };
    const region_information = [{ region_type: "location", region_name: "San Francisco" }];
    return c.json({ data: numbers.map((phone_number) => ({ phone_number, cost_information, region_information })) });
  });
  app.post("/v2/number_orders", async (c) => {
    const owned = ownedBy(c);
    if (!owned) return refused(401, "Authentication failed");
    const wanted = order.safeParse(await c.req.json().catch(() => null)).data?.phone_numbers ?? [];
    if (wanted.length === 0 || wanted.some((one) => isTaken(one.phone_number)))
      return refused(422, "Number not available");
    for (const { phone_number } of wanted) {
      const id = newVendorId();
      owned.set(id, { id, phone_number });
    }
    return c.json({ data: { id: newVendorId(), status: "pending", phone_numbers: wanted } });
  });
  // The first look finds it done: it is carried out in the meantime.
  app.get("/v2/number_orders/:id", (c) =>
    ownedBy(c) ? c.json({ data: { id: c.req.param("id"), status: "success" } }) : refused(401, "Authentication failed"),
  );
  app.get("/v2/phone_numbers", (c) => {
    const owned = ownedBy(c);
    if (!owned) return refused(401, "Authentication failed");
    const wanted = c.req.query("filter[phone_number]");
    return c.json({ data: [...owned.values()].filter((one) => wanted === undefined || one.phone_number === wanted) });
  });
  app.delete("/v2/phone_numbers/:id", (c) => {
    const owned = ownedBy(c);
    if (!owned) return refused(401, "Authentication failed");
    return owned.delete(c.req.param("id")) ? c.json({ data: {} }) : refused(404, "Not found");
  });
  return { clear: () => byKey.clear() };
}
