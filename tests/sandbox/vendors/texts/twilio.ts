import { Buffer } from "node:buffer";
import { Hono } from "hono";
import type { Bench, SentText, Vendor } from "../../vendor.ts";
import { inboxOf, newVendorId, TextBox, tell } from "./text-box.ts";
import { ringTwilio } from "./twilio-calls.ts";
import { addTwilioNumbers } from "./twilio-numbers.ts";
import { type Account, signForm } from "./twilio-signature.ts";

/** Plays api.twilio.com: takes SMS, and reports them sent and delivered with the account's own signature. */
export function createTwilio(bench: Bench): Vendor {
  const box = new TextBox();
  const accounts = new Map<string, Account>();
  const app = createApp(bench, box, accounts);
  const numbers = addTwilioNumbers(app);
  return {
    name: "twilio",
    title: "Twilio",
    app,
    refuse: (status, text) => Response.json({ code: 20_000 + (status % 1_000), message: text, status }, { status }),
    reset: () => {
      box.clear();
      numbers.clear();
    },
    rings: (order) => ringTwilio(bench, order),
    texts: {
      list: () => box.list(),
      answer: (sent, text) => {
        const optOut = text.trim().toUpperCase() === "STOP" ? { OptOutType: "STOP" } : {};
        const fields = { MessageSid: `SM${newVendorId()}`, From: sent.to, To: sent.from, Body: text, ...optOut };
        return post(bench, accounts.get(sent.id), inboxOf(sent), { ...fields, SmsStatus: "received", NumMedia: "0" });
      },
    },
  };
}

function createApp(bench: Bench, box: TextBox, accounts: Map<string, Account>): Hono {
  const app = new Hono();
  app.post("/2010-04-01/Accounts/:sid/Messages.json", async (c) => {
    const [sid, token] = Buffer.from(c.req.header("authorization")?.slice(6) ?? "", "base64")
      .toString()
      .split(":");
    if (!sid || !token || sid !== c.req.param("sid")) return refusal(401, 20_003, "Authenticate");
    const form = await c.req.parseBody();
    const [to, from, text] = [String(form["To"] ?? ""), String(form["From"] ?? ""), String(form["Body"] ?? "")];
    if (!/^\+[1-9]\d{4,14}$/.test(to)) return refusal(400, 21_211, "The 'To' number is not valid.");
    if (text.length === 0 || text.length > 1_600) return refusal(400, 21_617, "The body is too long or empty.");
    const id = `SM${newVendorId()}`;
    const reportUrl = String(form["StatusCallback"] ?? "");
    const sent = box.add({ id, at: bench.now(), vendor: "twilio", from, to, text, reportUrl });
    accounts.set(id, { sid, token });
    void report(bench, sent, { sid, token });
    return c.json({ sid: id, status: "queued", num_segments: "1", price: null, error_code: null }, 201);
  });
  return app;
}

async function report(bench: Bench, { id, from, to, reportUrl }: SentText, account: Account): Promise<void> {
  for (const status of ["sent", "delivered"]) {
    await bench.sleep(200);
    await post(bench, account, reportUrl, { MessageSid: id, MessageStatus: status, From: from, To: to });
  }
}

async function post(bench: Bench, account: Account | undefined, url: string, fields: Record<string, string>) {
  if (account) await tell(bench, url, signForm(account, url, fields));
}

function refusal(status: number, code: number, message: string): Response {
  return Response.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, { status });
}
