import { Buffer } from "node:buffer";
import type { Context, Hono } from "hono";
import { newVendorId } from "./text-box.ts";

/** Twilio's numbers: what is free, and what an account has bought. `555-01xx` are kept free for films. */
export function addTwilioNumbers(app: Hono): { clear(): void } {
  const owned = new Map<string, { sid: string; account: string; phone_number: string }>();
  const base = "/2010-04-01/Accounts/:sid";
  const isSignedIn = (c: Context) => {
    const [sid, token] = Buffer.from(c.req.header("authorization")?.slice(6) ?? "", "base64")
      .toString()
      .split(":");
    return Boolean(sid && token && sid === c.req.param("sid"));
  };
  const refused = (status: number, code: number, message: string) =>
    Response.json({ code, message, status }, { status });

  app.get(`${base}/AvailablePhoneNumbers/:country/:kind`, (c) => {
    if (!isSignedIn(c)) return refused(401, 20_003, "Authenticate");
    const area = c.req.query("AreaCode") ?? "628";
    const taken = new Set([...owned.values()].map(({ phone_number }) => phone_number));
    const numbers = Array.from({ length: 5 }, (_, index) => `+1${area}555011${index}`).filter((one) => !taken.has(one));
    return c.json({
      available_phone_numbers: numbers.map((phone_number) => ({ phone_number, locality: "San Francisco" })),
    });
  });
  app.post(`${base}/IncomingPhoneNumbers.json`, async (c) => {
    if (!isSignedIn(c)) return refused(401, 20_003, "Authenticate");
    const phone_number = String((await c.req.parseBody())["PhoneNumber"] ?? "");
    const isTaken = [...owned.values()].some((one) => one.phone_number === phone_number);
    if (isTaken || !/^\+[1-9]\d{4,14}$/.test(phone_number)) return refused(400, 21_422, "The number is not available.");
    const sid = `PN${newVendorId()}`;
    owned.set(sid, { sid, account: c.req.param("sid"), phone_number });
    return c.json({ sid, phone_number }, 201);
  });
  app.delete(`${base}/IncomingPhoneNumbers/:file`, (c) => {
    if (!isSignedIn(c)) return refused(401, 20_003, "Authenticate");
    const sid = c.req.param("file").replace(/\.json$/, "");
    if (owned.get(sid)?.account !== c.req.param("sid")) return refused(404, 20_404, "Not found");
    owned.delete(sid);
    return c.body(null, 204);
  });
  return { clear: () => owned.clear() };
}
