import type { AppointmentView } from "../../contracts/booking.ts";
import type { Tone } from "../ui/badge.tsx";

export const STATUS_TONES: Record<AppointmentView["status"], Tone> = {
  pending: "warn",
  confirmed: "accent",
  completed: "good",
  no_show: "bad",
  cancelled: "neutral",
  declined: "neutral",
  lapsed: "neutral",
};

export const STATUSES = Object.keys(STATUS_TONES) as AppointmentView["status"][]; // the keys are the union
