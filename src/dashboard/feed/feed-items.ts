import type { FeedEvent, FeedFrame } from "../../contracts/live.ts";

export const FEED_LIMIT = 100;

type CallEvent = Exclude<Extract<FeedEvent, { callId: string | null }>, { appointmentId: string }>;
type AppointmentEvent = Extract<FeedEvent, { appointmentId: string }>;
/** Progress of a call is no news of its own. */
export type ShownEvent = AppointmentEvent | (Omit<CallEvent, "type"> & { type: "call_started" | "call_ended" });
/** `fresh`: happened while this page watched, so it may be announced; false for what was replayed. */
export type FeedItem = { seq: number; at: string; event: ShownEvent; fresh: boolean };

/** Newest first, each event once, bounded. */
export function addFeedItem(items: FeedItem[], frame: FeedFrame, fresh: boolean): FeedItem[] {
  if (frame.type !== "event") return items;
  const event = toShown(frame.event);
  if (!event || items.some((item) => item.seq === frame.seq)) return items;
  const item: FeedItem = { seq: frame.seq, at: frame.at, event, fresh };
  return [item, ...items].sort((a, b) => b.seq - a.seq).slice(0, FEED_LIMIT);
}

function toShown(event: FeedEvent): ShownEvent | null {
  if ("appointmentId" in event) return event;
  if (!("callId" in event)) return null; // of the waitlist and of conflicts
  const { type, ...rest } = event;
  return type === "call_started" || type === "call_ended" ? { type, ...rest } : null;
}
