import { Hono } from "hono";
import * as z from "zod";
import type { Bench, Vendor } from "../../vendor.ts";
import { newVendorId, TextBox } from "./text-box.ts";

const order = z.object({
  messaging_product: z.literal("whatsapp"),
  to: z.string().regex(/^\d{5,15}$/),
  type: z.literal("text"),
  text: z.object({ body: z.string().min(1).max(4_096) }),
});

/** Plays graph.facebook.com as far as texts are sent. Its webhooks are set at the app, which the sandbox does not know. */
export function createWhatsapp(bench: Bench): Vendor {
  const box = new TextBox();
  return {
    name: "whatsapp",
    title: "WhatsApp",
    app: createApp(bench, box),
    refuse: (status, text) => refusal(status, 1, text),
    reset: () => box.clear(),
    texts: { list: () => box.list(), answer: async () => undefined },
  };
}

function createApp(bench: Bench, box: TextBox): Hono {
  const app = new Hono();
  app.post("/v25.0/:phoneNumberId/messages", async (c) => {
    if (!c.req.header("authorization")?.startsWith("Bearer ")) return refusal(401, 190, "Invalid OAuth access token");
    const parsed = order.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refusal(400, 100, "Invalid parameter");
    const { to, text } = parsed.data;
    const from = c.req.param("phoneNumberId");
    const id = `wamid.${newVendorId()}`;
    box.add({ id, at: bench.now(), vendor: "whatsapp", from, to: `+${to}`, text: text.body, reportUrl: "" });
    return c.json({ messaging_product: "whatsapp", contacts: [{ input: to, wa_id: to }], messages: [{ id }] });
  });
  return app;
}

function refusal(status: number, code: number, message: string): Response {
  return Response.json({ error: { message, type: "OAuthException", code } }, { status });
}
