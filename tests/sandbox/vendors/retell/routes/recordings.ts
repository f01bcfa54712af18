import { ringingTone } from "../../../calls/ringing-tone.ts";
import type { RetellApp } from "../retell.ts";
import type { CallEntry, Workspace } from "../workspace.ts";

/** Recordings and logs of placed calls, behind links that need no key, as Retell's signed links. */
export function addRecordings(app: RetellApp, workspaces: Map<string, Workspace>): void {
  const find = (callId: string): CallEntry | undefined =>
    [...workspaces.values()].map((one) => one.calls.get(callId)).find((entry) => entry !== undefined);
  app.get("/recordings/:callId/recording.wav", (c) => {
    const entry = find(c.req.param("callId"));
    if (!entry?.call.recording_url) return c.text("Not found", 404);
    return c.body(ringingTone(entry.call.duration_ms ?? 0), 200, { "content-type": "audio/wav" });
  });
  app.get("/recordings/:callId/public_log.txt", (c) => {
    const entry = find(c.req.param("callId"));
    return entry?.call.public_log_url ? c.text(entry.call.transcript ?? "") : c.text("Not found", 404);
  });
}
