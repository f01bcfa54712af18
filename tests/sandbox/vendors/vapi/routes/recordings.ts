import { ringingTone } from "../../../calls/ringing-tone.ts";
import type { VapiApp } from "../vapi.ts";
import type { Workspace } from "../workspace.ts";

/** Recordings of placed calls, behind links that need no key, as Vapi's presigned links. */
export function addRecordings(app: VapiApp, workspaces: Map<string, Workspace>): void {
  app.get("/recordings/:callId/mono.wav", (c) => {
    const calls = [...workspaces.values()].flatMap((one) => one.calls.get(c.req.param("callId")) ?? []);
    const [call] = calls;
    if (call?.status !== "ended") return c.text("Not found", 404);
    const durationMs = Date.parse(String(call["endedAt"])) - Date.parse(String(call["startedAt"]));
    return c.body(ringingTone(durationMs || 0), 200, { "content-type": "audio/wav" });
  });
}
