import * as z from "zod";
import { agentVersionId, branchId, connectionId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { instant } from "./booking.ts";
import { voiceProvider } from "./calls.ts";

export const agentVersionState = z.enum(["creating", "published", "failed"]);
export type AgentVersionState = z.infer<typeof agentVersionState>;

/** What an agent is made of, as it was or would be published. */
export const agentPlanView = z
  .object({
    name: z.string(),
    greeting: z.string(),
    prompt: z.string(),
    languages: z.array(language),
    tools: z.array(
      z.object({ name: z.string(), description: z.string(), parameters: z.record(z.string(), z.unknown()) }),
    ),
    maxCallSeconds: z.int(),
    silenceEndSeconds: z.int(),
    /** Plans from before it could name none. */
    ringSeconds: z.number().optional(),
  })
  .meta({ id: "AgentPlan" });

export const agentVersionView = z
  .object({
    id: agentVersionId,
    branchId,
    connectionId,
    provider: voiceProvider,
    /** Counts up for each branch and connection. */
    number: z.int(),
    state: agentVersionState,
    /** Callers speak with this one. */
    isLive: z.boolean(),
    checksum: z.string(),
    /** What the vendor calls the agent. Null: it has none yet. */
    agentId: z.string().nullable(),
    vendorVersion: z.string().nullable(),
    /** As the vendor calls it. Null: the usual one. */
    voice: z.string().nullable(),
    /** Why it could not be published; publishing again goes on where it stopped. */
    error: z.string().nullable(),
    /** The version whose content was taken up again. */
    restoredFrom: z.int().nullable(),
    createdAt: instant,
    publishedAt: instant.nullable(),
  })
  .meta({ id: "AgentVersion" });

export const agentVersionDetailView = agentVersionView
  .extend({ plan: agentPlanView })
  .meta({ id: "AgentVersionDetail" });

export const publishBody = z.strictObject({
  connectionId: connectionId.optional().describe("May be left out where the business has one connection."),
  voice: z.string().trim().min(1).max(100).optional().describe("As the vendor calls it. Left out: the one before."),
});

export const rollbackBody = z.strictObject({ versionId: agentVersionId });

/** Between what we published and what the vendor has now. */
export const agentDriftView = z
  .object({
    /** Null: nothing was published yet. */
    live: agentVersionView.nullable(),
    /** The business has changed since: publishing would change the agent. */
    isStale: z.boolean(),
    drift: z.array(z.object({ field: z.string(), ours: z.string(), theirs: z.string() })),
  })
  .meta({ id: "AgentDrift" });

export type AgentVersionView = z.infer<typeof agentVersionView>;
export type AgentVersionDetailView = z.infer<typeof agentVersionDetailView>;
export type AgentDriftView = z.infer<typeof agentDriftView>;
