import * as z from "zod";
import {
  appointmentId,
  branchId,
  calendarAccountId,
  calendarMirrorId,
  calendarProposalId,
  calendarReconcileId,
  calendarTargetId,
  serviceId,
} from "../domain/ids.ts";
import { instant } from "./booking.ts";
import { calendarId } from "./busy.ts";

export const calendarProvider = z.enum(["google", "calcom", "microsoft"]);

/** `broken`: only connecting again helps. */
export const accountState = z.enum(["connected", "broken", "disconnected"]);

/** What is done about a mirror that somebody moved or deleted outside. */
export const outsideChange = z.enum(["propose", "apply"]);

/** `waiting`: behind what is wanted. `dead`: given up until somebody asks again. `discarded`: left as it is. */
export const mirrorState = z.enum(["waiting", "done", "dead", "discarded"]);

export const proposalKind = z.enum(["moved", "deleted"]);
export const proposalState = z.enum(["open", "accepted", "dismissed"]);

/** Why an account was looked over. */
export const reconcileCause = z.enum(["nightly", "asked"]);
/** `failed`: it could not be looked at in full; `error` tells why. */
export const reconcileState = z.enum(["running", "done", "failed"]);

export type ReconcileCause = z.infer<typeof reconcileCause>;
export type ReconcileState = z.infer<typeof reconcileState>;
export type CalendarProvider = z.infer<typeof calendarProvider>;
export type AccountState = z.infer<typeof accountState>;
export type OutsideChange = z.infer<typeof outsideChange>;
export type MirrorState = z.infer<typeof mirrorState>;
export type ProposalKind = z.infer<typeof proposalKind>;
export type ProposalState = z.infer<typeof proposalState>;

export const accountView = z
  .object({
    id: calendarAccountId,
    provider: calendarProvider,
    name: z.string(),
    state: accountState,
    /** Why it has to be connected again. */
    stateReason: z.string().nullable(),
    outsideChange,
    lastSyncAt: instant.nullable(),
    lastError: z.string().nullable(),
    /** Entries that are on their way, and those that were given up. */
    waiting: z.int(),
    dead: z.int(),
    createdAt: instant,
  })
  .meta({ id: "CalendarAccount" });

export const consentBody = z.strictObject({
  /** Connects this account again, instead of a new one. */
  accountId: calendarAccountId.optional(),
});
export const consentView = z.object({ url: z.string() }).meta({ id: "CalendarConsent" });

/** What Google brought back to the page. */
export const completeBody = z.strictObject({
  state: z.string().min(1).max(200),
  code: z.string().min(1).max(1_000),
});

export const keyAccountBody = z.strictObject({
  provider: z.enum(["calcom"]),
  name: z.string().trim().min(1).max(80),
  apiKey: z.string().trim().min(8).max(300),
  /** Connected again with another key. */
  accountId: calendarAccountId.optional(),
});

export const accountChange = z.strictObject({ outsideChange });

export const choiceView = z
  .object({ id: z.string(), name: z.string(), isWritable: z.boolean(), lengthMinutes: z.number().nullable() })
  .meta({ id: "CalendarChoice" });

export const targetBody = z.strictObject({
  branchId,
  calendarId,
  /** The vendor's id of the calendar. */
  vendorCalendar: z.string().min(1).max(1_000),
  externalName: z.string().trim().min(1).max(200),
  serviceId: serviceId.optional(),
  writes: z.boolean().default(true),
  reads: z.boolean().default(true),
});

export const targetView = z
  .object({
    id: calendarTargetId,
    accountId: calendarAccountId,
    branchId,
    calendarId,
    vendorCalendar: z.string(),
    externalName: z.string(),
    serviceId: serviceId.nullable(),
    writes: z.boolean(),
    reads: z.boolean(),
    lastSyncAt: instant.nullable(),
    lastError: z.string().nullable(),
    busyCount: z.int(),
    /** The vendor tells of changes until then, and it is renewed before. Null: it is asked every few minutes alone. */
    watchedUntil: instant.nullable(),
    /** Why it does not tell, such as `no_public_address`. */
    watchError: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: "CalendarTarget" });

export const mirrorView = z
  .object({
    id: calendarMirrorId,
    accountId: calendarAccountId,
    targetId: calendarTargetId,
    appointmentId,
    state: mirrorState,
    wantedVersion: z.int(),
    doneVersion: z.int(),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    lastError: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: "CalendarMirror" });

export const syncLogView = z
  .object({
    id: z.string(),
    at: instant,
    action: z.string(),
    error: z.string().nullable(),
    targetId: calendarTargetId.nullable(),
    subjectId: z.string().nullable(),
    count: z.int().nullable(),
  })
  .meta({ id: "CalendarSyncLogEntry" });

export type AccountView = z.infer<typeof accountView>;
export type ChoiceView = z.infer<typeof choiceView>;
export type TargetBody = z.infer<typeof targetBody>;
export type TargetView = z.infer<typeof targetView>;
export type MirrorView = z.infer<typeof mirrorView>;
export type SyncLogView = z.infer<typeof syncLogView>;

export const proposalView = z
  .object({
    id: calendarProposalId,
    accountId: calendarAccountId,
    targetId: calendarTargetId,
    appointmentId,
    kind: proposalKind,
    /** Where it stands outside now; null when it is gone. */
    startsAt: instant.nullable(),
    endsAt: instant.nullable(),
    state: proposalState,
    /** Why it could not be done, such as `slot_taken`; `overtaken`: the appointment has changed since. */
    refusal: z.string().nullable(),
    raisedAt: instant,
    resolvedAt: instant.nullable(),
  })
  .meta({ id: "CalendarProposal" });

export type ProposalView = z.infer<typeof proposalView>;

/** `broken`: only connecting again helps. `failing`: cannot be read. `given_up`: entries that are not written any more. */
export const troubleKind = z.enum(["broken", "failing", "given_up"]);

export const troubleView = z
  .object({
    kind: troubleKind,
    accountId: calendarAccountId,
    /** Of the calendar that fails; null for what is wrong with the whole account. */
    targetId: calendarTargetId.nullable(),
    provider: calendarProvider,
    /** Of the calendar or the account. */
    name: z.string(),
    /** Entries that were given up; else 0. */
    count: z.int(),
  })
  .meta({ id: "CalendarTrouble" });

export type TroubleView = z.infer<typeof troubleView>;

export const reconcileView = z
  .object({
    id: calendarReconcileId,
    accountId: calendarAccountId,
    cause: reconcileCause,
    state: reconcileState,
    startedAt: instant,
    endedAt: instant.nullable(),
    /** Appointments that were compared. */
    checked: z.int(),
    /** What is written anew behind this report. */
    repaired: z.object({
      /** Shall stand there, and was never written. */
      missing: z.int(),
      /** Stands there as the appointment was before it changed. */
      moved: z.int(),
      /** Stands there though its appointment does not, or stands there twice. */
      orphaned: z.int(),
      /** Was written, and the vendor does not know it any more. */
      gone: z.int(),
    }),
    /** Moved or deleted there by somebody: proposals, or done at once, as the account says. */
    proposed: z.int(),
    /** Given up before, and so left until somebody asks for them. */
    failed: z.int(),
    error: z.string().nullable(),
  })
  .meta({ id: "CalendarReconcile" });

export type ReconcileView = z.infer<typeof reconcileView>;
