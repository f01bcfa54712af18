import * as z from "zod";
import { tenantId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

/**
 * What is given to tenants little by little, or taken away in an emergency. `calcom_v1`: Cal.com's first API, served over
 * its second. `calendar_writes`: appointments are written to calendars outside; what is stopped waits and is not lost.
 */
export const rolloutName = z.enum(["calcom_v1", "calendar_writes"]);
export const rolloutPercent = z.int().min(0).max(100);
/** `auto`: the percentage decides. */
export const rolloutChoice = z.enum(["auto", "in", "out"]);

export const rolloutView = z.object({
  name: rolloutName,
  percent: rolloutPercent,
  /** The percentage while nobody has set one. */
  default: rolloutPercent,
  /** When the percentage was set; null: never. */
  changedAt: instant.nullable(),
});

/** A tenant that has it, or has it not, whatever the percentage. */
export const rolloutChoiceView = z
  .object({ tenantId, tenantName: z.string(), choice: rolloutChoice.exclude(["auto"]), changedAt: instant })
  .meta({ id: "RolloutChoice" });
export const tenantRolloutView = z.object({ name: rolloutName, choice: rolloutChoice, isIn: z.boolean() });

export type RolloutName = z.infer<typeof rolloutName>;
export type RolloutChoice = z.infer<typeof rolloutChoice>;
export type RolloutView = z.infer<typeof rolloutView>;
export type TenantRolloutView = z.infer<typeof tenantRolloutView>;
export type RolloutChoiceView = z.infer<typeof rolloutChoiceView>;
