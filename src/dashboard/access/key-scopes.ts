import type { Input } from "../api/client.ts";

export type KeyScope = Input<"POST /api/v1/api-keys">["body"]["scopes"][number];

/** A record, so that the compiler knows when one is missing. */
const possible: Record<KeyScope, true> = {
  "calendar:read": true,
  "calendars:read": true,
  "appointments:read": true,
  "appointments:write": true,
  "appointments:override": true,
  "appointments:import": true,
  "calls:read": true,
  "calls:write": true,
  "customers:read": true,
  "customers:write": true,
  "leads:read": true,
  "leads:write": true,
  "leads:import": true,
  "sequences:read": true,
  "sequences:write": true,
  "connections:read": true,
  "messages:read": true,
  "messages:write": true,
  "audit:read": true,
  "data:export": true,
  "catalogue:read": true,
  "catalogue:write": true,
  "live:read": true,
  "voice:read": true,
  "voice:write": true,
  "settings:read": true,
  "settings:write": true,
  "webhooks:read": true,
  "webhooks:write": true,
};

/** What a key can be allowed by somebody with these permissions: no more than they may do themselves; a test key only reads. */
export function scopesFor(permissions: readonly string[], mode: "live" | "test"): KeyScope[] {
  const all = Object.keys(possible) as KeyScope[]; // the keys are the union
  return all.filter((name) => permissions.includes(name) && (mode === "live" || name.endsWith(":read")));
}
