import * as z from "zod";
import { isOpenAt } from "../booking/open-at.ts";
import type { Rulebook } from "../booking/rulebook.ts";
import type { EpochMs } from "../time.ts";

/** Who takes calls: the agent; the agent when the branch is closed; or staff first and the agent when nobody picks up. */
export const routingMode = z.enum(["ai_always", "ai_after_hours", "staff_first"]);
export type RoutingMode = z.infer<typeof routingMode>;

export const RING_SECONDS = { min: 10, max: 60, usual: 20 } as const;

/** `staff`: theirs alone. `staff_first`: the agent takes it when they do not. */
export const route = z.enum(["agent", "staff", "staff_first"]);
export type Route = z.infer<typeof route>;

type Ringing = { mode: RoutingMode; isVip: boolean; now: EpochMs };

/** Staff are rung while the branch is open, and for VIPs first whatever the mode. */
export function decideRoute(rules: Pick<Rulebook, "timeZone" | "hours">, { mode, isVip, now }: Ringing): Route {
  if (mode === "ai_always" && !isVip) return "agent";
  if (!isOpenAt(rules.timeZone, rules.hours, now)) return "agent";
  return mode === "ai_after_hours" ? "staff" : "staff_first";
}
