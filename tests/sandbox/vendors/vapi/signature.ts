import { createHmac } from "node:crypto";
import type { Server, Workspace } from "./workspace.ts";

/** Vapi's HMAC plan with its defaults: hex SHA-256 of `{timestamp}.{body}`. */
export function sign(rawBody: string, secret: string, atMs: number): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`${atMs}.${rawBody}`).digest("hex");
  return { "x-timestamp": String(atMs), "x-signature": signature };
}

/** What a server's requests carry: its own headers, and the proof of the credential that it names. None by default. */
export function proofOf(
  { credentials }: Workspace,
  { headers = {}, credentialId = "" }: Server,
  rawBody: string,
  atMs: number,
): Record<string, string> {
  const plan = credentials.get(credentialId)?.authenticationPlan;
  if (!plan) return headers;
  return plan.type === "hmac"
    ? { ...headers, ...sign(rawBody, plan.secretKey, atMs) }
    : { ...headers, authorization: `Bearer ${plan.token}` };
}
