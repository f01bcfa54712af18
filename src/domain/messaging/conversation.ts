import * as z from "zod";
import { type EpochMs, HOUR_MS } from "../time.ts";
import type { MessageChannel } from "./message.ts";
import type { ReplyMeaning } from "./reply-words.ts";

export const conversationStatus = z.enum(["open", "closed"]);
export type ConversationStatus = z.infer<typeof conversationStatus>;

/** Meta delivers free text for so long after somebody's last message. */
const WHATSAPP_WINDOW_MS = 24 * HOUR_MS;
/** More than any instant: what nobody has read yet stands above all else. */
export const UNREAD_LIFT = 10_000_000_000_000;

/** Where a conversation stands in the list: unread ones first, each part newest first. */
export function placeOf({ lastAt, isUnread }: { lastAt: EpochMs; isUnread: boolean }): number {
  return isUnread ? lastAt + UNREAD_LIFT : lastAt;
}

/** Until when free text reaches them by WhatsApp. Null: it does not now. */
export function whatsappWindowEnd(lastIncomingAt: EpochMs | null, now: EpochMs): EpochMs | null {
  const end = lastIncomingAt === null ? null : lastIncomingAt + WHATSAPP_WINDOW_MS;
  return end !== null && end > now ? end : null;
}

/** Whether a person should read it: what the machine has dealt with completely needs nobody. */
export function needsReader(meaning: ReplyMeaning, outcome: "confirmed" | "cancelled" | "left" | null): boolean {
  if (meaning === "stop" || meaning === "start") return false;
  return outcome !== "confirmed" && outcome !== "cancelled";
}

/** How somebody is known before they are a customer: by number, whatever channel they use; by address. */
export function partyOfAddress(channel: MessageChannel, addressIndex: string): string {
  return `${channel === "email" ? "email" : "phone"}/${addressIndex}`;
}
