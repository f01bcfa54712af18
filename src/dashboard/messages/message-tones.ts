import type { MessageView } from "../../contracts/messaging.ts";
import type { Tone } from "../ui/badge.tsx";

export const MESSAGE_TONES: Record<MessageView["status"], Tone> = {
  queued: "accent",
  sending: "accent",
  sent: "neutral",
  delivered: "good",
  bounced: "bad",
  failed: "bad",
  not_sent: "warn",
  received: "accent",
};
