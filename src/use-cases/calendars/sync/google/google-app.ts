import { configOf } from "../../../../env.ts";
import type { GoogleApp } from "../../../../providers/calendars/google/oauth.ts";

/** Null: this installation has no application at Google. */
export function googleApp(env: Env): GoogleApp | null {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_CONSENT_URL, GOOGLE_TOKEN_URL, PUBLIC_URL } = configOf(env);
  if (!GOOGLE_CLIENT_ID || !GOOGLE_CLIENT_SECRET) return null;
  return {
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: GOOGLE_CLIENT_SECRET,
    consentUrl: GOOGLE_CONSENT_URL,
    tokenUrl: GOOGLE_TOKEN_URL,
    // The dashboard itself: whoever comes back is signed in there, and nobody else can finish it.
    redirectUri: `${PUBLIC_URL}/app/integrations`,
  };
}
