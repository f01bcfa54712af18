import type { FeedFrame } from "../../contracts/live.ts";

/** The queries that a batch of frames outdates. `listed`: calls the ongoing list already shows. */
export function staleKeys(frames: FeedFrame[], listed: ReadonlySet<string>): string[][] {
  const keys = new Map<string, string[]>();
  const add = (...key: string[]) => keys.set(key.join(" "), key);
  for (const frame of frames) {
    if (frame.type === "resync") {
      add("calls");
      add("call");
      add("callbacks");
      add("inbox");
      add("alerts");
      add("integrations");
    }
    if (frame.type !== "event") continue;
    const { event } = frame;
    if ("taskId" in event) add("callbacks");
    if ("alertId" in event) add("alerts");
    if ("conversationId" in event) add("inbox");
    if ("accountId" in event) add("integrations");
    if (!("callId" in event)) continue; // of the waitlist and of conflicts: no page shows those yet
    if (event.callId) add("call", event.callId);
    if (event.type === "call_updated" ? !listed.has(event.callId) : event.type.startsWith("call_")) add("calls");
  }
  return [...keys.values()];
}
