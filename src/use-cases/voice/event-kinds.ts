import type { CallProvider } from "../../contracts/calls.ts";

/** How the keys of stored events begin, by who sent them; the call's id follows. An imported call is one more. */
export const EVENT_KINDS: Record<CallProvider, readonly string[]> = {
  retell: ["call_started", "call_updated", "call_ended", "call_analyzed", "imported"],
  vapi: [
    "status-update",
    "end-of-call-report",
    "conversation-update",
    "transcript",
    'transcript[transcriptType="final"]',
    "imported",
  ],
  twilio: ["call_ended"],
  telnyx: ["call_ended"],
};
