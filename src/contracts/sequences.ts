import * as z from "zod";
import { branchId, customerId, enrolmentId, leadId, sequenceId } from "../domain/ids.ts";
import { firstContactWay } from "../domain/leads/first-contact.ts";
import { unknownName } from "../domain/leads/follow-up-wording.ts";
import { enrolmentStatus, MAX_STEPS, sequenceStep, sequenceTrigger, stopReason } from "../domain/leads/sequence.ts";
import { instant } from "./booking.ts";

const words = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((text) => unknownName(text) === null, "names something that is not known in braces");

/** How a new lead is answered by itself. */
export const leadSettings = z
  .strictObject({
    firstContact: firstContactWay.describe("`call`: by the branch's agent, and by SMS where it cannot."),
    words: z.strictObject({ de: words, en: words }),
  })
  .meta({ id: "LeadSettings" });
export type LeadSettings = z.infer<typeof leadSettings>;

const fields = {
  name: z.string().trim().min(1).max(80),
  trigger: sequenceTrigger,
  isActive: z.boolean(),
  recallMonths: z.int().min(1).max(24).nullable(),
  steps: z.array(sequenceStep).min(1).max(MAX_STEPS),
};

export const sequenceBody = z
  .strictObject({
    ...fields,
    isActive: fields.isActive.default(false),
    recallMonths: fields.recallMonths.default(null),
  })
  .refine(({ trigger, recallMonths }) => trigger !== "recall" || recallMonths !== null, {
    path: ["recallMonths"],
    message: "a recall needs them",
  });
export type SequenceInput = z.infer<typeof sequenceBody>;

/** The whole of it: what is left out stays, and steps are replaced as one. */
export const sequencePatch = z.strictObject({
  name: fields.name.optional(),
  isActive: fields.isActive.optional(),
  recallMonths: fields.recallMonths.optional(),
  steps: fields.steps.optional(),
});
export type SequencePatch = z.infer<typeof sequencePatch>;

export const sequenceView = z
  .object({ id: sequenceId, ...fields, createdAt: instant, updatedAt: instant, version: z.int() })
  .meta({ id: "Sequence" });
export type SequenceView = z.infer<typeof sequenceView>;

export const enrolmentView = z
  .object({
    id: enrolmentId,
    sequenceId,
    branchId,
    leadId: leadId.nullable(),
    customerId: customerId.nullable(),
    status: enrolmentStatus,
    stopReason: stopReason.nullable(),
    /** The next step, from 0. */
    position: z.int(),
    nextAt: instant.nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: "Enrolment" });
export type EnrolmentView = z.infer<typeof enrolmentView>;
