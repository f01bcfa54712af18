import * as z from "zod";
import { tier } from "../domain/identity/limits.ts";
import {
  apiKeyId,
  branchId,
  connectionId,
  deadLetterId,
  errorGroupId,
  eventId,
  operatorId,
  tenantId,
  userId,
} from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { instant } from "./booking.ts";
import { voiceProvider } from "./calls.ts";
import { role } from "./identity.ts";
import { webhookEventStatus } from "./quarantine.ts";

/** A provider's event as an operator sees it: never what it says. */
export const webhookEventView = z
  .object({
    id: eventId,
    tenantId,
    tenantName: z.string(),
    connectionId,
    type: z.string(),
    status: webhookEventStatus,
    branchId: branchId.nullable(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    requestId: z.string().nullable(),
    receivedAt: instant,
    processedAt: instant.nullable(),
  })
  .meta({ id: "WebhookEvent" });

export const deadLetterView = z
  .object({
    id: deadLetterId,
    queue: z.string(),
    messageId: z.string().nullable(),
    receivedAt: instant,
    /** Where a replay would send it. Null: that queue is not ours any more. */
    goesTo: z.string().nullable(),
  })
  .meta({ id: "DeadLetter" });

/** `body`: the shape, ids, numbers and our own words; of other text only how long it is. */
export const deadLetterDetailView = deadLetterView.extend({ body: z.unknown() }).meta({ id: "DeadLetterDetail" });

export const settledLettersView = z
  .object({
    settled: z.array(deadLetterId),
    refused: z.array(z.object({ id: deadLetterId, code: z.enum(["not_found", "no_queue"]) })),
  })
  .meta({ id: "SettledLetters" });

const cronRun = z.object({
  dueAt: instant,
  startedAt: instant,
  endedAt: instant,
  status: z.enum(["ok", "failed"]),
  error: z.string().nullable(),
});

export const cronView = z
  .object({
    cron: z.string(),
    does: z.string(),
    last: cronRun.nullable(),
    lastFailed: cronRun.nullable(),
    nextAt: instant.nullable(),
    /** Times of the last day at which it was due and did not run. */
    missed: z.array(instant),
  })
  .meta({ id: "Cron" });

export const errorGroupView = z
  .object({
    id: errorGroupId,
    event: z.string(),
    message: z.string(),
    count: z.int(),
    firstAt: instant,
    lastAt: instant,
    requestId: z.string().nullable(),
  })
  .meta({ id: "ErrorGroup" });

export const migrationView = z.object({ name: z.string(), appliedAt: z.string() }).meta({ id: "Migration" });

const part = z.object({ name: z.string(), isOk: z.boolean(), ms: z.int() });

export const healthView = z
  .object({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    parts: z.array(part),
    waiting: z.object({
      openEvents: z.int(),
      quarantinedEvents: z.int(),
      failedEvents: z.int(),
      deadLetters: z.int(),
      pendingDeliveries: z.int(),
      overdueDeliveries: z.int(),
    }),
  })
  .meta({ id: "Health" });

export const tenantView = z
  .object({ id: tenantId, name: z.string(), slug: z.string(), language, createdAt: instant })
  .meta({ id: "Tenant" });

/** How much there is of each; nothing of what it says. */
export const tenantDetailView = tenantView
  .extend({
    counts: z.record(z.string(), z.int()),
    tier,
    /** The version of the master key that wraps the tenant's own. Null: that key was erased. */
    keyVersion: z.string().nullable(),
    branches: z.array(z.object({ id: branchId, name: z.string(), timeZone: z.string() })),
  })
  .meta({ id: "TenantDetail" });

/** Who asks. A key has no name and no address. */
export const operatorMeView = z
  .object({
    id: z.union([operatorId, apiKeyId]),
    name: z.string().nullable(),
    email: z.string().nullable(),
    language: language.nullable(),
  })
  .meta({ id: "OperatorMe" });

/** A day of all tenants together. */
export const figuresView = z
  .object({
    since: instant,
    tenants: z.int(),
    calls: z.int(),
    ongoingCalls: z.int(),
    failedDeliveries: z.int(),
  })
  .meta({ id: "Figures" });

/** Without name and address: those are sealed under the tenant's key. */
export const platformUserView = z
  .object({
    id: userId,
    tenantId,
    tenantName: z.string(),
    role,
    language,
    createdAt: instant,
    disabledAt: instant.nullable(),
    isVerified: z.boolean(),
  })
  .meta({ id: "PlatformUser" });

export const platformConnectionView = z
  .object({
    id: connectionId,
    tenantId,
    tenantName: z.string(),
    name: z.string(),
    provider: voiceProvider,
    createdAt: instant,
    secretChangedAt: instant.nullable(),
    disabledAt: instant.nullable(),
    lastEventAt: instant.nullable(),
  })
  .meta({ id: "PlatformConnection" });

export type WebhookEventView = z.infer<typeof webhookEventView>;
export type DeadLetterView = z.infer<typeof deadLetterView>;
export type DeadLetterDetailView = z.infer<typeof deadLetterDetailView>;
export type SettledLettersView = z.infer<typeof settledLettersView>;
export type CronView = z.infer<typeof cronView>;
export type ErrorGroupView = z.infer<typeof errorGroupView>;
export type HealthView = z.infer<typeof healthView>;
export type TenantView = z.infer<typeof tenantView>;
export type TenantDetailView = z.infer<typeof tenantDetailView>;
export type OperatorMeView = z.infer<typeof operatorMeView>;
export type FiguresView = z.infer<typeof figuresView>;
export type PlatformUserView = z.infer<typeof platformUserView>;
export type PlatformConnectionView = z.infer<typeof platformConnectionView>;
