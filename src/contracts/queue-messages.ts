import * as z from "zod";
import {
  appointmentId,
  branchId,
  calendarAccountId,
  calendarSubscriptionId,
  calendarTargetId,
  callbackTaskId,
  callId,
  connectionId,
  emailId,
  enrolmentId,
  eventId,
  functionRecordId,
  leadId,
  leadImportId,
  messageId,
  onCallAlertId,
  outboundCallId,
  phoneNumberId,
  senderId,
  sequenceId,
  staffId,
  tenantId,
  webhookEndpointId,
} from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { auditChainName } from "./audit.ts";
import { appointmentStatus } from "./booking.ts";
import { callbackTopic, callbackUrgency } from "./callback-tasks.ts";
import { appointmentEventType, calendarNotice } from "./live.ts";
import { quarantineEvidence } from "./quarantine.ts";

/** Of the request that caused a message: its consumer goes on under the same id. */
const requestId = z.string().max(64).optional();

/** As many as one drain of a calendar carries: a message for each would cost a busy branch more than the bookings. */
export const MAX_EVENTS_A_MESSAGE = 100;

export const MAX_FUNCTION_RECORDS = 50;

/** What goes into the audit log. `actor`: `usr_…`, `key_…`, `cal_…`, `web` or `system`. */
const trailEntry = z.object({
  seq: z.int(),
  at: z.int(),
  actor: z.string().max(64),
  requestId: z.string().max(64).nullable(),
  action: z.string().max(100),
  subjectId: z.string().max(64),
  facts: z.record(z.string(), z.unknown()),
});

/** `events`: what happened on a branch's calendar and stands in the read model. A wake-up: the rows are the truth. */
export const eventsMessage = z.object({
  tenantId,
  branchId,
  /** Of the waitlist and of conflicts, which only the branch's object has. */
  notices: z
    .array(z.object({ seq: z.int(), at: z.int(), notice: calendarNotice, requestId }))
    .max(MAX_EVENTS_A_MESSAGE)
    .default([]),
  events: z
    .array(
      z.object({
        type: appointmentEventType,
        seq: z.int(),
        at: z.int(),
        appointmentId,
        callId: callId.nullable(),
        /** Whose calendar it is on, for viewers who see one alone. */
        staffId: staffId.nullable().default(null),
        /** How the appointment stood then. Missing in what was sent before it was told. */
        status: appointmentStatus.optional(),
        requestId,
      }),
    )
    .max(MAX_EVENTS_A_MESSAGE),
  trail: z.array(trailEntry).max(MAX_EVENTS_A_MESSAGE).default([]),
});

/** `webhooks`: a provider's event waits in `webhook_events`, or travels here sealed while D1 cannot take it. */
export const webhookMessage = z.object({
  type: z.literal("webhook_received"),
  tenantId,
  eventId,
  requestId,
  undelivered: z
    .object({
      connectionId,
      type: z.string(),
      dedupeKey: z.string(),
      sealedPayload: z.string(),
      fileKey: z.null(),
      receivedAt: z.int(),
      requestId: z.string().max(64).nullable().default(null),
      status: z.enum(["received", "quarantined"]).default("received"),
      confidence: z.number().nullable().default(null),
      evidence: quarantineEvidence.nullable().default(null),
    })
    .optional(),
});

/** What anybody can have sent to an address, if it is a user's. */
const accountEmailWanted = z.enum(["verify_email", "reset_password", "magic_link", "account_exists"]);
export type AccountEmailWanted = z.infer<typeof accountEmailWanted>;

/** `jobs`: what cron triggers select, and what may take time. */
export const jobMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("check_drift"), tenantId, branchId }),
  z.object({ type: z.literal("send_email"), tenantId, emailId, requestId }),
  z.object({ type: z.literal("prune_emails") }),
  z.object({ type: z.literal("queue_reminder"), tenantId, appointmentId, minutesBefore: z.int() }),
  z.object({ type: z.literal("send_message"), tenantId, messageId, requestId }),
  z.object({ type: z.literal("apply_message_event"), tenantId, senderId, sealedEvent: z.string(), requestId }),
  z.object({ type: z.literal("prune_account_tokens") }),
  z.object({
    type: z.literal("send_account_email"),
    wanted: accountEmailWanted,
    emailIndex: z.string(),
    requestId: z.string(),
  }),
  z.object({
    type: z.literal("send_push"),
    tenantId,
    appointmentIds: z.array(appointmentId).max(MAX_EVENTS_A_MESSAGE),
  }),
  z.object({
    type: z.literal("send_portal_code"),
    tenantId,
    phoneIndex: z.string(),
    ticket: callId,
    language,
    requestId: z.string(),
  }),
  z.object({ type: z.literal("send_portal_link"), tenantId, emailIndex: z.string(), language, requestId: z.string() }),
  z.object({ type: z.literal("prune_sessions") }),
  z.object({ type: z.literal("prune_idempotency_keys") }),
  z.object({ type: z.literal("prune_webhooks") }),
  z.object({ type: z.literal("prune_operations") }),
  z.object({ type: z.literal("wake_webhook_courier"), tenantId, endpointId: webhookEndpointId }),
  z.object({ type: z.literal("chain_audit"), owner: auditChainName }),
  z.object({ type: z.literal("anchor_audit"), owner: auditChainName }),
  z.object({ type: z.literal("forget_key"), tenantId, requestId }),
  z.object({ type: z.literal("contact_lead"), tenantId, leadId, requestId }),
  z.object({ type: z.literal("run_step"), tenantId, enrolmentId, position: z.int() }),
  z.object({ type: z.literal("enrol_missed_call"), tenantId, callId }),
  z.object({ type: z.literal("enrol_recalls"), tenantId, sequenceId }),
  z.object({ type: z.literal("import_leads"), tenantId, importId: leadImportId, requestId }),
  z.object({ type: z.literal("index_customers"), tenantId, requestId }),
  z.object({ type: z.literal("settle_call"), tenantId, callId, requestId }),
  z.object({ type: z.literal("score_calls"), tenantId }),
  z.object({ type: z.literal("prune_calls"), tenantId }),
  z.object({ type: z.literal("prune_call_files") }),
  z.object({ type: z.literal("run_alert"), tenantId, alertId: onCallAlertId }),
  z.object({ type: z.literal("tell_caller"), tenantId, alertId: onCallAlertId }),
  z.object({ type: z.literal("call_outbound"), tenantId, outboundId: outboundCallId }),
  z.object({ type: z.literal("text_back"), tenantId, callId }),
  z.object({ type: z.literal("check_number_order"), tenantId, numberId: phoneNumberId }),
  z.object({
    type: z.literal("keep_function_calls"),
    tenantId,
    records: z
      .array(
        z.object({
          id: functionRecordId,
          callId,
          branchId,
          name: z.string(),
          isOk: z.boolean(),
          code: z.string().nullable(),
          error: z.string().nullable(),
          latencyMs: z.int(),
          sealed: z.string(),
          at: z.int(),
        }),
      )
      .max(MAX_FUNCTION_RECORDS),
  }),
  z.object({
    type: z.literal("keep_callback"),
    tenantId,
    task: z.object({
      id: callbackTaskId,
      branchId,
      callId,
      urgency: callbackUrgency,
      topic: callbackTopic,
      sealed: z.string(),
      at: z.int(),
    }),
    requestId,
  }),
]);

/** `calendars`: other calendars wait for their turn here, never an appointment for them. */
export const calendarMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("sync_subscription"), tenantId, subscriptionId: calendarSubscriptionId, requestId }),
  z.object({ type: z.literal("sync_target"), tenantId, targetId: calendarTargetId, requestId }),
  z.object({ type: z.literal("wake_calendar_courier"), tenantId, accountId: calendarAccountId, requestId }),
  z.object({ type: z.literal("reconcile_account"), tenantId, accountId: calendarAccountId, requestId }),
  /** A look that has begun goes on; one that has ended does nothing. */
  z.object({ type: z.literal("go_on_reconciling"), tenantId, accountId: calendarAccountId, requestId }),
]);

export type CalendarMessage = z.infer<typeof calendarMessage>;
export type EventsMessage = z.infer<typeof eventsMessage>;
export type WebhookMessage = z.infer<typeof webhookMessage>;
export type JobMessage = z.infer<typeof jobMessage>;
