import { createHmac } from "node:crypto";

export type Account = { sid: string; token: string };

/** A form as Twilio posts it: with the account, and signed over the address and each field in order. */
export function signForm({ sid, token }: Account, url: string, fields: Record<string, string>) {
  const all = { ...fields, AccountSid: sid, ApiVersion: "2010-04-01" };
  const signed =
    url +
    Object.entries(all)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map((pair) => pair.join(""))
      .join("");
  const signature = createHmac("sha1", token).update(signed).digest("base64");
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  return { headers, body: new URLSearchParams(all).toString() };
}
