import type { DeliveryView } from "../../contracts/webhook-endpoints.ts";
import type { Tone } from "../ui/badge.tsx";

export const DELIVERY_TONES: Record<DeliveryView["status"], Tone> = {
  pending: "accent",
  delivered: "good",
  failed: "bad",
  cancelled: "neutral",
};
