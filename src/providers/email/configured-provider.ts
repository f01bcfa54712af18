import { configOf } from "../../env.ts";
import { createCloudflareEmail, type EmailBinding } from "./cloudflare.ts";
import type { EmailProvider } from "./port.ts";
import { createPostmark } from "./postmark.ts";
import { createResend } from "./resend.ts";

/** In the order in which they are tried. None when no credentials are configured: then nothing is sent, and says so. */
export function configuredEmailProviders(env: Env): EmailProvider[] {
  const { RESEND_API_KEY, RESEND_URL, POSTMARK_SERVER_TOKEN, POSTMARK_URL, EMAIL_FROM: from } = configOf(env);
  if (!from) return [];
  const { EMAIL: binding } = env as { EMAIL?: EmailBinding }; // a binding that few deployments have
  return [
    ...(RESEND_API_KEY ? [createResend({ apiKey: RESEND_API_KEY, from, baseUrl: RESEND_URL })] : []),
    ...(POSTMARK_SERVER_TOKEN
      ? [createPostmark({ serverToken: POSTMARK_SERVER_TOKEN, from, baseUrl: POSTMARK_URL })]
      : []),
    ...(binding ? [createCloudflareEmail(binding, from)] : []),
  ];
}
