import { createHmac } from "node:crypto";

/** Vapi's HMAC plan with its defaults: hex SHA-256 of `{timestamp}.{body}`. */
export function sign(rawBody: string, secret: string, atMs: number): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`${atMs}.${rawBody}`).digest("hex");
  return { "x-timestamp": String(atMs), "x-signature": signature };
}
