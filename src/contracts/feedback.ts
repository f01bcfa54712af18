import * as z from "zod";
import { feedbackId, tenantId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

export const feedbackKind = z.enum(["problem", "wish", "praise"]);
export const feedbackStatus = z.enum(["open", "done"]);

/** A page of the dashboard, by its path alone: queries may name people. */
const MAX_WORDS = 2_000;

export const feedbackBody = z.strictObject({
  kind: feedbackKind,
  words: z.string().trim().min(1).max(MAX_WORDS),
  page: z
    .string()
    .max(200)
    .regex(/^\/[\w\-./]*$/, "must be a path without a query")
    .describe("The path of the page that it is about."),
});

/** What somebody told the operators. */
export const feedbackView = z
  .object({
    id: feedbackId,
    tenantId,
    tenantName: z.string(),
    kind: feedbackKind,
    status: feedbackStatus,
    page: z.string(),
    words: z.string().nullable().describe("Null once the tenant's key was erased."),
    createdAt: instant,
    settledAt: instant.nullable(),
  })
  .meta({ id: "Feedback" });

export type FeedbackBody = z.infer<typeof feedbackBody>;
export type FeedbackKind = z.infer<typeof feedbackKind>;
export type FeedbackStatus = z.infer<typeof feedbackStatus>;
export type FeedbackView = z.infer<typeof feedbackView>;
