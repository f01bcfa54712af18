import { createHmac } from "node:crypto";

export const SIGNATURE_HEADER = "x-retell-signature";

/** Retell signs the raw body followed by the time, with the API key itself. */
export function sign(rawBody: string, apiKey: string, atMs: number): string {
  const digest = createHmac("sha256", apiKey).update(`${rawBody}${atMs}`).digest("hex");
  return `v=${atMs},d=${digest}`;
}
