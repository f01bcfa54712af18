import * as z from "zod";

/** What is given to tenants little by little. `calcom_v1`: Cal.com's first API, served over its second. */
export const rolloutName = z.enum(["calcom_v1"]);
export const rolloutPercent = z.int().min(0).max(100);
/** `auto`: the percentage decides. */
export const rolloutChoice = z.enum(["auto", "in", "out"]);

export const rolloutView = z.object({ name: rolloutName, percent: rolloutPercent });
export const tenantRolloutView = z.object({ name: rolloutName, choice: rolloutChoice, isIn: z.boolean() });

export type RolloutName = z.infer<typeof rolloutName>;
export type RolloutChoice = z.infer<typeof rolloutChoice>;
export type RolloutView = z.infer<typeof rolloutView>;
export type TenantRolloutView = z.infer<typeof tenantRolloutView>;
