import * as z from "zod";
import { branchId, connectionId, eventId, tenantId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

/** `quarantined`: nobody can tell which branch it belongs to, so it is applied to none until an operator says so. */
export const webhookEventStatus = z.enum(["received", "processed", "failed", "quarantined", "discarded"]);
export type WebhookEventStatus = z.infer<typeof webhookEventStatus>;

/** What was looked at to place an event. Nothing personal. */
export const quarantineEvidence = z.object({
  /** The likeliest branch, though not likely enough. */
  suggestion: branchId.nullable(),
  /** The business's side of the line, but for its last digits. */
  number: z.string().nullable(),
  clues: z.array(
    z.object({
      clue: z.enum(["number", "agent", "metadata", "only_branch", "default_branch"]),
      finding: z.enum(["matches", "other_connection", "unassigned", "not_looked_up", "foreign", "unknown_branch"]),
      branchId: branchId.nullable(),
    }),
  ),
});
export type QuarantineEvidence = z.infer<typeof quarantineEvidence>;

export const quarantinedEventView = z
  .object({
    id: eventId,
    tenantId,
    tenantName: z.string(),
    connectionId,
    type: z.string(),
    confidence: z.number(),
    evidence: quarantineEvidence,
    requestId: z.string().nullable(),
    receivedAt: instant,
  })
  .meta({ id: "QuarantinedEvent" });
export type QuarantinedEventView = z.infer<typeof quarantinedEventView>;
