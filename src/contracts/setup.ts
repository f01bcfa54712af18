import * as z from "zod";

/** In the order in which a new business is led through them. */
export const SETUP_STEPS = ["business", "hours", "staff", "services", "phone", "page"] as const;
export const setupStep = z.enum(SETUP_STEPS);
export type SetupStep = z.infer<typeof setupStep>;

export const setupState = z.enum(["open", "done", "skipped"]);
export type SetupState = z.infer<typeof setupState>;

export const setupView = z
  .object({
    steps: z.array(z.object({ step: setupStep, state: setupState })).describe("Empty: there is nothing to set up."),
  })
  .meta({ id: "Setup" });
export type SetupView = z.infer<typeof setupView>;

export const setupPatch = z.strictObject({ state: setupState });
