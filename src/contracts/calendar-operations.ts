import * as z from "zod";
import { appointmentId, calendarAccountId, calendarMirrorId, tenantId } from "../domain/ids.ts";
import { instant } from "./booking.ts";
import { accountState, calendarProvider, mirrorState } from "./calendar-sync.ts";

/** What came of asking the vendor for the calendars of an account, which changes nothing there. */
export const accountTestView = z
  .object({
    works: z.boolean(),
    /** How long the vendor took; null when it was not asked. */
    latencyMs: z.int().nullable(),
    /** How many calendars the account shows us. */
    calendars: z.int(),
    /** Why it does not work, such as `credential_dead` or `circuit_open`. */
    error: z.string().nullable(),
  })
  .meta({ id: "CalendarAccountTest" });

// For operators: over all tenants, and never the name of an account, which may be somebody's address.

export const platformAccountView = z
  .object({
    id: calendarAccountId,
    tenantId,
    tenantName: z.string(),
    provider: calendarProvider,
    state: accountState,
    stateReason: z.string().nullable(),
    lastSyncAt: instant.nullable(),
    lastError: z.string().nullable(),
    /** Entries on their way, those that were given up, and calendars that cannot be read. */
    waiting: z.int(),
    dead: z.int(),
    failing: z.int(),
    createdAt: instant,
  })
  .meta({ id: "PlatformCalendarAccount" });

/** The budget and the circuit of an account as its gate holds them now. */
export const vendorGateView = z
  .object({
    perMinute: z.int(),
    burst: z.int(),
    /** Calls that could be made at once. */
    left: z.int(),
    /** The vendor asked for silence until then. */
    pausedUntil: instant.nullable(),
    circuit: z.enum(["closed", "open", "half_open"]),
    /** Recent failures: enough of them open the circuit. */
    failures: z.int(),
    retryAt: instant.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: "VendorGate" });

export const platformAccountDetailView = platformAccountView
  .extend({ gate: vendorGateView })
  .meta({ id: "PlatformCalendarAccountDetail" });

export const platformMirrorView = z
  .object({
    id: calendarMirrorId,
    tenantId,
    tenantName: z.string(),
    accountId: calendarAccountId,
    provider: calendarProvider,
    appointmentId,
    state: mirrorState,
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    lastError: z.string().nullable(),
    updatedAt: instant,
  })
  .meta({ id: "PlatformCalendarMirror" });

export const settledMirrorsView = z
  .object({
    settled: z.array(calendarMirrorId),
    refused: z.array(z.object({ id: calendarMirrorId, code: z.enum(["not_found", "wrong_state"]) })),
  })
  .meta({ id: "SettledCalendarMirrors" });

export const calendarFiguresView = z
  .object({
    connected: z.int(),
    broken: z.int(),
    failing: z.int(),
    waiting: z.int(),
    dead: z.int(),
  })
  .meta({ id: "CalendarFigures" });

export type AccountTestView = z.infer<typeof accountTestView>;
export type PlatformAccountView = z.infer<typeof platformAccountView>;
export type PlatformAccountDetailView = z.infer<typeof platformAccountDetailView>;
export type VendorGateView = z.infer<typeof vendorGateView>;
export type PlatformMirrorView = z.infer<typeof platformMirrorView>;
export type SettledMirrorsView = z.infer<typeof settledMirrorsView>;
export type CalendarFiguresView = z.infer<typeof calendarFiguresView>;
