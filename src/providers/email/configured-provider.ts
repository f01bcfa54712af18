import { configOf } from "../../env.ts";
import type { EmailProvider } from "./port.ts";
import { createResend } from "./resend.ts";

/** Null when no credentials are configured: then nothing is sent, and says so. */
export function configuredEmailProvider(env: Env): EmailProvider | null {
  const { RESEND_API_KEY: apiKey, EMAIL_FROM: from, RESEND_URL: baseUrl } = configOf(env);
  return apiKey && from ? createResend({ apiKey, from, baseUrl }) : null;
}
