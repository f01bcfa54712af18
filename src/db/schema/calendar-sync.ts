import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type {
  AccountState,
  CalendarProvider,
  MirrorState,
  OutsideChange,
  ProposalKind,
  ProposalState,
  ReconcileCause,
  ReconcileState,
} from "../../contracts/calendar-sync.ts";
import type {
  AppointmentId,
  BranchId,
  CalendarAccountId,
  CalendarId,
  CalendarMirrorId,
  CalendarProposalId,
  CalendarReconcileId,
  CalendarTargetId,
  ServiceId,
  UserId,
} from "../../domain/ids.ts";
import { instant, tenantColumn } from "./columns.ts";

/** A tenant's accounts at vendors of calendars. */
export const calendarAccounts = sqliteTable(
  "calendar_accounts",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarAccountId>().primaryKey(),
    provider: text("provider").$type<CalendarProvider>().notNull(),
    name: text("name").notNull(),
    /** JSON whose shape is the adapter's. Empty once it is disconnected. */
    sealedCredential: text("sealed_credential").notNull(),
    /** Counts replacements of the credential, so that an older one never comes back. */
    credentialVersion: integer("credential_version").notNull().default(1),
    /** While somebody renews the credential, nobody else does. */
    renewalUntil: instant("renewal_until"),
    state: text("state").$type<AccountState>().notNull(),
    stateReason: text("state_reason"),
    outsideChange: text("outside_change").$type<OutsideChange>().notNull(),
    /** When a call last worked. */
    lastSyncAt: instant("last_sync_at"),
    lastError: text("last_error"),
    lastErrorAt: instant("last_error_at"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index("calendar_accounts_created").on(table.tenantId, table.createdAt, table.id)],
);

/** What can be chosen of an account, as its vendor told it last, sealed: names of calendars are people's. */
export const calendarChoices = sqliteTable("calendar_choices", {
  tenantId: tenantColumn(),
  accountId: text("account_id").$type<CalendarAccountId>().primaryKey(),
  /** Of the credential by which it was read: another one may see other calendars. */
  credentialVersion: integer("credential_version").notNull(),
  sealedChoices: text("sealed_choices").notNull(),
  readAt: instant("read_at").notNull(),
});

/** Which calendar of an account belongs to which member or resource. */
export const calendarTargets = sqliteTable(
  "calendar_targets",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarTargetId>().primaryKey(),
    accountId: text("account_id").$type<CalendarAccountId>().notNull(),
    branchId: text("branch_id").$type<BranchId>().notNull(),
    calendarId: text("calendar_id").$type<CalendarId>().notNull(),
    /** The vendor's id of the calendar, or of the event type at Cal.com. */
    externalId: text("external_id").notNull(),
    externalName: text("external_name").notNull(),
    /** Null: appointments of any service. */
    serviceId: text("service_id").$type<ServiceId>(),
    /** Appointments are written to it. */
    writes: integer("writes", { mode: "boolean" }).notNull(),
    /** Its busy time blocks ours. */
    reads: integer("reads", { mode: "boolean" }).notNull(),
    cursor: text("cursor"),
    /** When it was last read without a cursor. */
    fullSyncAt: instant("full_sync_at"),
    /** When it is read next; moved forward as a lease while somebody reads. */
    nextSyncAt: instant("next_sync_at").notNull(),
    lastSyncAt: instant("last_sync_at"),
    failures: integer("failures").notNull().default(0),
    lastError: text("last_error"),
    /** Of the latest reading. */
    busyCount: integer("busy_count").notNull().default(0),
    /** Through which the vendor tells that something changed. */
    channelId: text("channel_id"),
    channelResource: text("channel_resource"),
    /** SHA-256 of what the vendor must say to be believed. */
    channelTokenHash: text("channel_token_hash"),
    channelEndsAt: instant("channel_ends_at"),
    /** Why the vendor does not tell us, and when it is asked again to. */
    channelError: text("channel_error"),
    channelRetryAt: instant("channel_retry_at"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    index("calendar_targets_created").on(table.tenantId, table.createdAt, table.id),
    index("calendar_targets_account").on(table.tenantId, table.accountId),
    // A calendar is connected to one of ours once, at Cal.com once per service.
    uniqueIndex("calendar_targets_once").on(table.tenantId, table.accountId, table.calendarId, table.externalId),
    index("calendar_targets_calendar").on(table.tenantId, table.calendarId),
    index("calendar_targets_due").on(table.nextSyncAt).where(sql`reads = 1 OR writes = 1`),
    index("calendar_targets_channel").on(table.channelId).where(sql`channel_id IS NOT NULL`),
  ],
);

/** One appointment at one target: what shall stand there, and what does. */
export const calendarMirrors = sqliteTable(
  "calendar_mirrors",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarMirrorId>().primaryKey(),
    accountId: text("account_id").$type<CalendarAccountId>().notNull(),
    targetId: text("target_id").$type<CalendarTargetId>().notNull(),
    appointmentId: text("appointment_id").$type<AppointmentId>().notNull(),
    wantedVersion: integer("wanted_version").notNull(),
    doneVersion: integer("done_version").notNull().default(0),
    state: text("state").$type<MirrorState>().notNull(),
    externalId: text("external_id"),
    etag: text("etag"),
    /** The time that was written last; what stands elsewhere was moved by somebody. */
    writtenStartsAt: instant("written_starts_at"),
    writtenEndsAt: instant("written_ends_at"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    lastError: text("last_error"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** By which the entry is known outside, whatever id it has there by now. */
    entryKey: text("entry_key"),
    /** An attempt to create it began and nobody knows how it ended: it may stand there. */
    begunAt: instant("begun_at"),
    /** When we changed it last, by the vendor's clock: what is told of an earlier time is old. */
    vendorUpdatedAt: instant("vendor_updated_at"),
  },
  (table) => [
    uniqueIndex("calendar_mirrors_once").on(table.tenantId, table.appointmentId, table.targetId),
    index("calendar_mirrors_due")
      .on(table.tenantId, table.accountId, table.nextAttemptAt, table.id)
      .where(sql`state = 'waiting'`),
    index("calendar_mirrors_overdue").on(table.nextAttemptAt).where(sql`state = 'waiting'`),
    index("calendar_mirrors_dead").on(table.tenantId, table.accountId, table.updatedAt).where(sql`state = 'dead'`),
    // For operators, who look over all tenants.
    index("calendar_mirrors_all_dead").on(table.updatedAt, table.id).where(sql`state = 'dead'`),
    index("calendar_mirrors_all_waiting").on(table.updatedAt, table.id).where(sql`state = 'waiting'`),
    index("calendar_mirrors_list").on(table.tenantId, table.createdAt, table.id),
    index("calendar_mirrors_external").on(table.tenantId, table.targetId, table.externalId),
    index("calendar_mirrors_key").on(table.tenantId, table.targetId, table.entryKey),
  ],
);

/** What somebody did to a mirror outside. */
export const calendarProposals = sqliteTable(
  "calendar_proposals",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarProposalId>().primaryKey(),
    accountId: text("account_id").$type<CalendarAccountId>().notNull(),
    targetId: text("target_id").$type<CalendarTargetId>().notNull(),
    mirrorId: text("mirror_id").$type<CalendarMirrorId>().notNull(),
    appointmentId: text("appointment_id").$type<AppointmentId>().notNull(),
    /** Of the appointment when it was found: a later one has overtaken what is proposed. */
    appointmentVersion: integer("appointment_version").notNull(),
    kind: text("kind").$type<ProposalKind>().notNull(),
    /** Where it stands outside; null when it is gone. */
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    state: text("state").$type<ProposalState>().notNull(),
    /** Why it was not applied by itself, such as `slot_taken`. */
    refusal: text("refusal"),
    raisedAt: instant("raised_at").notNull(),
    resolvedAt: instant("resolved_at"),
    resolvedBy: text("resolved_by").$type<UserId | "system">(),
  },
  (table) => [
    index("calendar_proposals_raised").on(table.tenantId, table.raisedAt, table.id),
    uniqueIndex("calendar_proposals_open").on(table.tenantId, table.mirrorId).where(sql`state = 'open'`),
  ],
);

/** Looks over all that shall stand at an account, and what they found. */
export const calendarReconciles = sqliteTable(
  "calendar_reconciles",
  {
    tenantId: tenantColumn(),
    id: text("id").$type<CalendarReconcileId>().primaryKey(),
    accountId: text("account_id").$type<CalendarAccountId>().notNull(),
    cause: text("cause").$type<ReconcileCause>().notNull(),
    state: text("state").$type<ReconcileState>().notNull(),
    /** The last calendar that was looked at, by which it goes on after a break. */
    position: text("position").$type<CalendarTargetId>(),
    /** Steps at the calendar after `position`: one that never ends is left. */
    steps: integer("steps").notNull().default(0),
    checked: integer("checked").notNull().default(0),
    missing: integer("missing").notNull().default(0),
    moved: integer("moved").notNull().default(0),
    orphaned: integer("orphaned").notNull().default(0),
    gone: integer("gone").notNull().default(0),
    proposed: integer("proposed").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    error: text("error"),
    startedAt: instant("started_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("calendar_reconciles_account").on(table.tenantId, table.accountId, table.startedAt, table.id),
    // One at a time for an account.
    uniqueIndex("calendar_reconciles_running").on(table.tenantId, table.accountId).where(sql`state = 'running'`),
    index("calendar_reconciles_stuck").on(table.updatedAt).where(sql`state = 'running'`),
    index("calendar_reconciles_age").on(table.startedAt),
  ],
);

/** Busy time of outside calendars as it was last told: a change names single entries, a branch takes the whole. */
export const calendarOutsideBusy = sqliteTable(
  "calendar_outside_busy",
  {
    tenantId: tenantColumn(),
    targetId: text("target_id").$type<CalendarTargetId>().notNull(),
    externalId: text("external_id").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.targetId, table.externalId] })],
);

/** What was done at an account, the latest few hundred entries of each. */
export const calendarSyncLog = sqliteTable(
  "calendar_sync_log",
  {
    tenantId: tenantColumn(),
    id: text("id").primaryKey(),
    accountId: text("account_id").$type<CalendarAccountId>().notNull(),
    targetId: text("target_id").$type<CalendarTargetId>(),
    at: instant("at").notNull(),
    /** Such as `written`, `removed`, `read`, `connected`, `reconciled`. */
    action: text("action").notNull(),
    /** Null: it worked. */
    error: text("error"),
    subjectId: text("subject_id"),
    count: integer("count"),
  },
  (table) => [
    index("calendar_sync_log_account").on(table.tenantId, table.accountId, table.at, table.id),
    index("calendar_sync_log_age").on(table.at),
  ],
);

/** Somebody is at a vendor's page to allow us in. Used once. */
export const calendarConsents = sqliteTable(
  "calendar_consents",
  {
    tenantId: tenantColumn(),
    /** SHA-256 of the state that the vendor brings back. */
    id: text("id").primaryKey(),
    userId: text("user_id").$type<UserId>().notNull(),
    /** Who comes back must be signed in as whoever left. */
    sessionId: text("session_id").notNull(),
    provider: text("provider").$type<CalendarProvider>().notNull(),
    /** Connected again; null: a new one. */
    accountId: text("account_id").$type<CalendarAccountId>(),
    sealedVerifier: text("sealed_verifier").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [index("calendar_consents_age").on(table.expiresAt)],
);
