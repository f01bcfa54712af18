import { bodyLimit } from "hono/body-limit";
import { calcomWebhookRoutes } from "../webhooks/calcom/routes.ts";
import { carrierCallRoutes } from "../webhooks/carriers/routes.ts";
import { googleWebhookRoutes } from "../webhooks/google/routes.ts";
import { emailWebhookRoutes } from "../webhooks/messaging/email-routes.ts";
import { messageWebhookRoutes } from "../webhooks/messaging/routes.ts";
import { retellRoutes } from "../webhooks/retell/routes.ts";
import { vapiRoutes } from "../webhooks/vapi/routes.ts";
import { answerFault, answerNotFound } from "./answer-errors.ts";
import { createApi, MAX_API_BODY_BYTES } from "./api.ts";
import { authenticate } from "./middleware/authenticate.ts";
import { chainAudit } from "./middleware/chain-audit.ts";
import { idempotent } from "./middleware/idempotent.ts";
import { keepErrors } from "./middleware/keep-errors.ts";
import { limitApi } from "./middleware/limit-api.ts";
import { logApiRequest } from "./middleware/log-api-request.ts";
import { modestJson } from "./middleware/modest-json.ts";
import { noStore } from "./middleware/no-store.ts";
import { plainBody } from "./middleware/plain-body.ts";
import { requestId } from "./middleware/request-id.ts";
import { sameOrigin } from "./middleware/same-origin.ts";
import { securityHeaders } from "./middleware/security-headers.ts";
import { describeApi } from "./openapi/describe-api.ts";
import { problemResponse } from "./problem.ts";
import { accountRoutes } from "./routes/account/account.ts";
import { invitationPageRoutes } from "./routes/accounts/invitation.ts";
import { openLinkRoutes } from "./routes/accounts/open-link.ts";
import { requestEmailRoutes } from "./routes/accounts/request-email.ts";
import { signUpRoutes } from "./routes/accounts/sign-up.ts";
import { apiKeyRoutes } from "./routes/api-keys.ts";
import { apiRequestRoutes } from "./routes/api-requests.ts";
import { appointmentRoutes } from "./routes/appointments/appointments.ts";
import { auditRoutes } from "./routes/audit/audit.ts";
import { operatorAuditRoutes } from "./routes/audit/operator-audit.ts";
import { availabilityRoutes } from "./routes/availability.ts";
import { bookingRoutes } from "./routes/booking.ts";
import { busyRoutes } from "./routes/busy.ts";
import { calcomV1Routes } from "./routes/calcom-v1/calcom-v1.ts";
import { calendarAccountTestRoutes } from "./routes/calendars/account-test.ts";
import { calendarAccountRoutes } from "./routes/calendars/accounts.ts";
import { calendarFeedRoutes } from "./routes/calendars/feeds.ts";
import { calendarProposalRoutes } from "./routes/calendars/proposals.ts";
import { calendarReconcileRoutes } from "./routes/calendars/reconciles.ts";
import { calendarSubscriptionRoutes } from "./routes/calendars/subscriptions.ts";
import { calendarTargetRoutes } from "./routes/calendars/targets.ts";
import { calendarTroubleRoutes } from "./routes/calendars/trouble.ts";
import { callbackRoutes } from "./routes/callbacks.ts";
import { callRoutes } from "./routes/calls.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { connectionRoutes } from "./routes/connections/connections.ts";
import { cspReportRoutes } from "./routes/csp-reports.ts";
import { customerChangeRoutes } from "./routes/customers/change.ts";
import { customerRoutes } from "./routes/customers/customers.ts";
import { customerEraseRoutes } from "./routes/customers/erase.ts";
import { customerMergeRoutes } from "./routes/customers/merge.ts";
import { dashboardRoutes } from "./routes/dashboard.ts";
import { docsRoutes } from "./routes/docs.ts";
import { exportRoutes } from "./routes/exports/exports.ts";
import { groupRoutes } from "./routes/groups/change.ts";
import { groupListRoutes } from "./routes/groups/list.ts";
import { packageRoutes } from "./routes/groups/packages.ts";
import { seriesRoutes } from "./routes/groups/series.ts";
import { healthRoutes } from "./routes/health.ts";
import { holdRoutes } from "./routes/holds.ts";
import { identityRoutes } from "./routes/identity.ts";
import { importRoutes } from "./routes/imports.ts";
import { keyRoutes } from "./routes/keys.ts";
import { leadChangeRoutes } from "./routes/leads/change.ts";
import { leadImportRoutes } from "./routes/leads/imports.ts";
import { leadInboxRoutes } from "./routes/leads/inbox.ts";
import { leadRoutes } from "./routes/leads/leads.ts";
import { leadSettingRoutes } from "./routes/leads/settings.ts";
import { liveRoutes } from "./routes/live.ts";
import { mcpRoutes } from "./routes/mcp.ts";
import { consentRoutes } from "./routes/messaging/consents.ts";
import { conversationCustomerRoutes } from "./routes/messaging/conversation-customer.ts";
import { conversationRoutes } from "./routes/messaging/conversations.ts";
import { messageRoutes } from "./routes/messaging/messages.ts";
import { senderRoutes } from "./routes/messaging/senders.ts";
import { messageSettingRoutes } from "./routes/messaging/settings.ts";
import { whatsappRoutes } from "./routes/messaging/whatsapp.ts";
import { alertLinkRoutes } from "./routes/on-call/alert-link.ts";
import { alertRoutes } from "./routes/on-call/alerts.ts";
import { onCallRoutes } from "./routes/on-call/on-call.ts";
import { operatorCalendarRoutes } from "./routes/operations/calendars.ts";
import { operatorCallRoutes } from "./routes/operations/calls.ts";
import { circuitRoutes } from "./routes/operations/circuits.ts";
import { deadLetterRoutes } from "./routes/operations/dead-letters.ts";
import { operatorEventRoutes } from "./routes/operations/events.ts";
import { operatorFeedbackRoutes } from "./routes/operations/feedback.ts";
import { operatorMessageRoutes } from "./routes/operations/messages.ts";
import { numberPoolRoutes } from "./routes/operations/number-pool.ts";
import { overviewRoutes } from "./routes/operations/overview.ts";
import { platformRoutes } from "./routes/operations/platform.ts";
import { quarantineRoutes } from "./routes/operations/quarantine.ts";
import { rolloutRoutes } from "./routes/operations/rollouts.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { operatorKeyRoutes } from "./routes/operator-keys.ts";
import { webhookDeliveryRoutes } from "./routes/outbound/deliveries.ts";
import { webhookEndpointActRoutes } from "./routes/outbound/endpoint-acts.ts";
import { webhookEndpointRoutes } from "./routes/outbound/endpoints.ts";
import { bookingPageRoutes } from "./routes/public/booking-pages.ts";
import { calendarFileRoutes } from "./routes/public/calendar-file.ts";
import { recordingFileRoutes } from "./routes/recordings.ts";
import { enrolmentRoutes } from "./routes/sequences/enrolments.ts";
import { sequenceRoutes } from "./routes/sequences/sequences.ts";
import { embeddingRoutes } from "./routes/settings/embedding.ts";
import { setupRoutes } from "./routes/settings/setup.ts";
import { invitationRoutes } from "./routes/team/invitations.ts";
import { ownAccountRoutes } from "./routes/team/me.ts";
import { userRoutes } from "./routes/team/users.ts";
import { testCallRoutes } from "./routes/test-calls.ts";
import { tierRoutes } from "./routes/tiers.ts";
import { voiceAgentRoutes } from "./routes/voice/agents.ts";
import { callCareRoutes } from "./routes/voice/call-care.ts";
import { callFileRoutes } from "./routes/voice/call-files.ts";
import { callerEditRoutes } from "./routes/voice/caller-edits.ts";
import { callerListRoutes } from "./routes/voice/callers.ts";
import { knowledgeRoutes } from "./routes/voice/knowledge.ts";
import { phoneNumberRoutes } from "./routes/voice/numbers.ts";
import { outboundCallRoutes } from "./routes/voice/outbound-calls.ts";
import { outboundRequestRoutes } from "./routes/voice/outbound-requests.ts";
import { voiceSettingsRoutes } from "./routes/voice/settings.ts";
import { waitlistRoutes } from "./routes/waitlist.ts";

const limitBody = bodyLimit({
  maxSize: MAX_API_BODY_BYTES,
  onError: (c) =>
    problemResponse(c, {
      status: 413,
      code: "too_large",
      title: `The body is larger than ${MAX_API_BODY_BYTES} bytes.`,
    }),
});

function createV1() {
  const api = createApi();
  api.use(noStore, sameOrigin, authenticate, logApiRequest, limitApi, limitBody, modestJson, idempotent(api));
  for (const routes of [
    exportRoutes,
    availabilityRoutes,
    seriesRoutes,
    groupRoutes,
    groupListRoutes,
    packageRoutes,
    bookingRoutes,
    holdRoutes,
    appointmentRoutes,
    busyRoutes,
    waitlistRoutes,
    calendarFeedRoutes,
    calendarSubscriptionRoutes,
    calendarAccountRoutes,
    calendarReconcileRoutes,
    calendarTargetRoutes,
    calendarProposalRoutes,
    calendarTroubleRoutes,
    calendarAccountTestRoutes,
    operatorCalendarRoutes,
    callRoutes,
    callCareRoutes,
    callFileRoutes,
    callbackRoutes,
    knowledgeRoutes,
    callerListRoutes,
    callerEditRoutes,
    onCallRoutes,
    alertRoutes,
    voiceSettingsRoutes,
    connectionRoutes,
    messageRoutes,
    consentRoutes,
    conversationRoutes,
    conversationCustomerRoutes,
    messageSettingRoutes,
    senderRoutes,
    whatsappRoutes,
    customerRoutes,
    customerChangeRoutes,
    customerEraseRoutes,
    customerMergeRoutes,
    leadRoutes,
    leadChangeRoutes,
    leadImportRoutes,
    leadSettingRoutes,
    leadInboxRoutes,
    sequenceRoutes,
    enrolmentRoutes,
    catalogueRoutes,
    importRoutes,
    apiKeyRoutes,
    apiRequestRoutes,
    auditRoutes,
    operatorAuditRoutes,
    keyRoutes,
    operationsRoutes,
    quarantineRoutes,
    operatorEventRoutes,
    operatorMessageRoutes,
    operatorCallRoutes,
    deadLetterRoutes,
    operatorFeedbackRoutes,
    overviewRoutes,
    voiceAgentRoutes,
    phoneNumberRoutes,
    outboundCallRoutes,
    outboundRequestRoutes,
    numberPoolRoutes,
    platformRoutes,
    circuitRoutes,
    webhookEndpointRoutes,
    webhookEndpointActRoutes,
    webhookDeliveryRoutes,
    embeddingRoutes,
    setupRoutes,
    tierRoutes,
    rolloutRoutes,
    operatorKeyRoutes,
    userRoutes,
    invitationRoutes,
    ownAccountRoutes,
    accountRoutes,
  ]) {
    api.route("/", routes);
  }
  return api;
}

/** The whole HTTP surface. Webhooks and sockets come first: they must not pass the middleware of pages. */
export function createApp() {
  const app = createApi();
  app.use(requestId, plainBody);
  app.onError(answerFault);
  app.notFound(answerNotFound);

  app.route("/webhooks/retell", retellRoutes);
  app.route("/webhooks/vapi", vapiRoutes);
  app.route("/webhooks/calcom", calcomWebhookRoutes);
  app.route("/webhooks/google", googleWebhookRoutes);
  app.route("/webhooks", carrierCallRoutes);
  app.route("/webhooks", messageWebhookRoutes);
  app.route("/webhooks", emailWebhookRoutes);
  app.route("/live", liveRoutes);
  app.use(securityHeaders, chainAudit, keepErrors);
  app.route("/", healthRoutes);
  for (const pages of [identityRoutes, signUpRoutes, requestEmailRoutes, openLinkRoutes, invitationPageRoutes]) {
    app.route("/", pages);
  }
  app.route("/calcom/v1", calcomV1Routes);
  app.route("/api/v1", createV1());
  describeApi(app);
  app.route("/mcp", mcpRoutes(app));
  app.route("/", docsRoutes);
  app.route("/", cspReportRoutes);
  app.route("/", calendarFileRoutes);
  app.route("/", recordingFileRoutes);
  app.route("/", bookingPageRoutes);
  app.route("/", alertLinkRoutes);
  app.route("/test-calls", testCallRoutes);
  app.route("/", dashboardRoutes);
  return app;
}
