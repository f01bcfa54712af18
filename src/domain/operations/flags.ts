import type { RolloutName } from "../../contracts/rollouts.ts";

/** How many of a hundred tenants have it while nobody has set anything. */
export const FLAG_DEFAULTS: Record<RolloutName, number> = { calcom_v1: 0, calendar_writes: 100 };
