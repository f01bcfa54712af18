import type { CallProvider } from "../../contracts/calls.ts";

/** Where vendors keep recordings, and what their storage signs links for. */
const HOSTS: Record<CallProvider, readonly RegExp[]> = {
  retell: [
    /^(?:[a-z0-9-]+\.)*retellai\.com$/,
    /^retellai[a-z0-9-]*\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/,
    /^dxc03zgurdly9\.cloudfront\.net$/,
  ],
  vapi: [
    /^(?:[a-z0-9-]+\.)*vapi\.ai$/,
    /^vapi[a-z0-9-]*\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/,
    /^[a-z0-9-]+\.[0-9a-f]{32}\.r2\.cloudflarestorage\.com$/,
  ],
  // Carriers tell of no recordings.
  twilio: [],
  telnyx: [],
};

/**
 * Whether a recording may be fetched from there: by HTTPS on its usual port, at the vendor's own hosts. `apiUrl` is where
 * the operator has put the vendor: its origin is trusted too, since that is how a sandbox plays one.
 */
export function isRecordingAddress(text: string, provider: CallProvider, apiUrl: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === "https:" && url.port === "" && HOSTS[provider].some((host) => host.test(url.hostname));
}
