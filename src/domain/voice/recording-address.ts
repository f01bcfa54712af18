import type { CallProvider, VoiceProvider } from "../../contracts/calls.ts";

/** Vendors' own hosts. */
const OWN: Record<CallProvider, readonly RegExp[]> = {
  retell: [/^(?:[a-z0-9-]+\.)*retellai\.com$/],
  vapi: [/^(?:[a-z0-9-]+\.)*vapi\.ai$/],
  // Carriers are asked at fixed addresses, and tell of no recordings.
  twilio: [],
  telnyx: [],
};
/** What their storage signs links to recordings for. */
const STORAGE: Record<CallProvider, readonly RegExp[]> = {
  retell: [/^retellai[a-z0-9-]*\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/, /^dxc03zgurdly9\.cloudfront\.net$/],
  vapi: [
    /^vapi[a-z0-9-]*\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/,
    /^[a-z0-9-]+\.[0-9a-f]{32}\.r2\.cloudflarestorage\.com$/,
  ],
  twilio: [],
  telnyx: [],
};

/**
 * Whether a recording may be fetched from there: by HTTPS on its usual port, at the vendor's hosts. `apiUrl` is where the
 * operator has put the vendor: its origin is trusted too, since that is how a sandbox plays one.
 */
export function isRecordingAddress(text: string, provider: CallProvider, apiUrl: string): boolean {
  return isAmong([...OWN[provider], ...STORAGE[provider]], text, apiUrl);
}

/** Whether the vendor may be asked there: as above, and never at a storage that others rent as well. */
export function isVendorAddress(text: string, provider: VoiceProvider, apiUrl: string): boolean {
  return isAmong(OWN[provider], text, apiUrl);
}

function isAmong(hosts: readonly RegExp[], text: string, apiUrl: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === "https:" && url.port === "" && hosts.some((host) => host.test(url.hostname));
}
