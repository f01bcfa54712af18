/**
 * POSTs that do no harm when they are carried out after an execution that died half-way. All others answer then that
 * nobody knows what became of the first: to carry them out again could do it twice.
 */
export const harmlessPosts: ReadonlySet<string> = new Set([
  // Effect and answer are one batch: an execution that died has done nothing.
  "/branches",
  "/services",
  "/staff",
  "/staff/:staffId/time-off",
  "/resources",
  "/message-templates/reset",
  "/whatsapp-template-uses/drop",
  "/api-keys",
  "/me/feedback",
  "/api-keys/:apiKeyId/rotate",
  // These change nothing.
  "/audit-log/verify",
  "/calendar-accounts/:accountId/test",
  "/branches/:branchId/imports/preview",
  "/series/preview",
  "/leads/read-email",
  "/lead-imports/preview",
  "/message-templates/preview",
  "/operations/audit-log/verify",
  "/operations/tenants/:tenantId/branches/:branchId/drift-check",
  // What they have done already they leave as it is.
  "/branches/:branchId/appointments/import",
  "/branches/:branchId/conflicts/:conflictId/dismiss",
  "/branches/:branchId/imports",
  "/callback-tasks/:taskId/assign",
  "/on-call/alerts/:alertId/acknowledge",
  "/on-call/people",
  "/call-consents",
  "/outbound-calls/:outboundId/cancel",
  "/customers/:customerId/erase",
  "/callback-tasks/:taskId/dismiss",
  "/callback-tasks/:taskId/done",
  "/calls/:callId/recording-link",
  "/calls/:callId/reviewed",
  "/connections/:connectionId/import-call-file",
  "/users/:userId/disable",
  "/voice/agents/:branchId/publish",
  "/voice/agents/:branchId/rollback",
  "/users/:userId/enable",
  "/operations/keys/rotate",
  "/operations/quarantine/:eventId/discard",
  "/operations/tenants/:tenantId/branches/:branchId/rebuild",
]);
