import * as z from "zod";
import { stepUpMethod } from "./account.ts";
import { refusalFacts, slotView } from "./booking.ts";
import { closingObstacles } from "./catalogue.ts";
import { partReportView } from "./groups.ts";
import { type ProblemCode, problemCodes } from "./problem-codes.ts";

/** RFC 9457 problem details. `code` is stable; `errors` names each bad field and its rule. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problemCodes) as [ProblemCode]), // the keys are the union
    detail: z.string().optional(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), rule: z.string() })).optional(),
    /** On a refused time: the nearest free slots. */
    alternatives: z.array(slotView).optional(),
    /** On a refused booking: what the rule that refused knows. */
    explanation: refusalFacts.optional(),
    /** On an act that needs a fresh proof of who asks: by what it can be given. */
    methods: z.array(stepUpMethod).optional(),
    /** On a branch that cannot be closed: what would be lost. */
    obstacles: closingObstacles.optional(),
    /** On a refused series or package: what stands in the way of each part. */
    occurrences: z.array(partReportView).optional(),
  })
  .meta({ id: "Problem" });
export type ProblemView = z.infer<typeof problem>;
