import type { CallSummaryView } from "../../contracts/calls.ts";

export type CallOutcome =
  | "ongoing"
  | "appointment"
  | "resolved"
  | "unresolved"
  | "not_connected"
  | "failed"
  | "ended"
  | "spam";

export function callOutcome(call: CallSummaryView): CallOutcome {
  if (call.status === "ongoing") return "ongoing";
  if (call.isSpam) return "spam";
  if (call.status === "not_connected") return "not_connected";
  if (call.status === "error") return "failed";
  if (call.appointmentIds.length > 0) return "appointment";
  if (call.successful === null) return "ended";
  return call.successful ? "resolved" : "unresolved";
}
