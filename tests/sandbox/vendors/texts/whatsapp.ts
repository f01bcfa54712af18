import { createHmac } from "node:crypto";
import { Hono } from "hono";
import * as z from "zod";
import { WHATSAPP_ACCOUNT, WHATSAPP_SENDER_ID } from "../../../../scripts/seed/business.ts";
import type { Bench, SentText, Vendor } from "../../vendor.ts";
import { newVendorId, TextBox, tell } from "./text-box.ts";
import { placesOf, templates } from "./whatsapp-templates.ts";

const order = z
  .object({
    messaging_product: z.literal("whatsapp"),
    to: z
      .string()
      .regex(/^\d{5,15}$/)
      .optional(),
    recipient: z.string().min(4).optional(),
    biz_opaque_callback_data: z.string().optional(),
  })
  .and(
    z.discriminatedUnion("type", [
      z.object({ type: z.literal("text"), text: z.object({ body: z.string().min(1).max(4_096) }) }),
      z.object({
        type: z.literal("template"),
        template: z.object({
          name: z.string(),
          language: z.object({ code: z.string() }),
          components: z.array(
            z.object({ type: z.string(), parameters: z.array(z.object({ text: z.string().min(1) })) }),
          ),
        }),
      }),
    ]),
  );
type Order = z.infer<typeof order>;

/** Plays graph.facebook.com: texts, templates, and what the demo's app is told of them. */
export function createWhatsapp(bench: Bench): Vendor {
  const box = new TextBox();
  return {
    name: "whatsapp",
    title: "WhatsApp",
    app: createApp(bench, box),
    refuse: (status, text) => refusal(status, 1, text),
    reset: () => box.clear(),
    texts: {
      list: () => box.list(),
      answer: (sent, text) => {
        const from = sent.to.replace("+", "");
        const who = /^\d+$/.test(from) ? { from } : { from_user_id: from };
        const message = { ...who, id: `wamid.${newVendorId()}`, timestamp: seconds(bench), type: "text" };
        return post(bench, { messages: [{ ...message, text: { body: text } }] });
      },
    },
  };
}

function createApp(bench: Bench, box: TextBox): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const isGood = c.req.header("authorization")?.startsWith("Bearer ");
    return isGood ? next() : refusal(401, 190, "Invalid OAuth access token");
  });
  app.get("/v25.0/:businessAccountId/message_templates", (c) => c.json({ data: templates, paging: {} }));
  app.post("/v25.0/:phoneNumberId/messages", async (c) => {
    const parsed = order.safeParse(await c.req.json().catch(() => null));
    const to = parsed.success ? (parsed.data.to ? `+${parsed.data.to}` : parsed.data.recipient) : undefined;
    if (!parsed.success || !to) return refusal(400, 100, "Invalid parameter");
    const text = textOf(parsed.data);
    if (text === null) return refusal(404, 132_001, "Template name does not exist in the translation");
    const id = `wamid.${newVendorId()}`;
    const from = c.req.param("phoneNumberId");
    box.add({ id, at: bench.now(), vendor: "whatsapp", from, to, text, reportUrl: "" });
    void report(bench, { id, to }, parsed.data.biz_opaque_callback_data);
    return c.json({ messaging_product: "whatsapp", contacts: [{ input: to, wa_id: to }], messages: [{ id }] });
  });
  return app;
}

/** Null when there is no such approved template, or its places are not filled. */
function textOf(given: Order): string | null {
  if (given.type === "text") return given.text.body;
  const { name, language, components } = given.template;
  const known = templates.find((each) => each.name === name && each.language === language.code);
  const text = (known?.components.at(-1) as { text?: string } | undefined)?.text;
  const words = components.find(({ type }) => type === "body")?.parameters ?? [];
  if (known?.status !== "APPROVED" || !text || placesOf(text) !== words.length) return null;
  return words.reduce((filled, { text: word }, at) => filled.replace(`{{${at + 1}}}`, word), text);
}

async function report(bench: Bench, { id, to }: Pick<SentText, "id" | "to">, ours: string | undefined): Promise<void> {
  for (const status of ["sent", "delivered", "read"]) {
    await bench.sleep(200);
    const told = { id, status, timestamp: seconds(bench), recipient_id: to.replace("+", "") };
    await post(bench, { statuses: [{ ...told, biz_opaque_callback_data: ours }] });
  }
}

/** To the demo's app, signed with its secret. Without a demo nobody is told. */
async function post(bench: Bench, told: object): Promise<void> {
  const demo = await bench.demo().catch(() => null);
  if (!demo) return;
  const metadata = { display_phone_number: "4930231258", phone_number_id: WHATSAPP_ACCOUNT.phoneNumberId };
  const value = { messaging_product: "whatsapp", metadata, ...told };
  const entry = [{ id: WHATSAPP_ACCOUNT.businessAccountId, changes: [{ field: "messages", value }] }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  const digest = createHmac("sha256", WHATSAPP_ACCOUNT.appSecret).update(body).digest("hex");
  const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${digest}` };
  await tell(bench, `${demo.baseUrl}/webhooks/whatsapp/${WHATSAPP_SENDER_ID}`, { headers, body });
}

const seconds = (bench: Bench) => String(Math.floor(bench.now() / 1_000));

function refusal(status: number, code: number, message: string): Response {
  return Response.json({ error: { message, type: "OAuthException", code } }, { status });
}
