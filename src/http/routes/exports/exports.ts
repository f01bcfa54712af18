import { createApi } from "../../api.ts";
import { appointmentExport, conflictExport, groupExport, waitlistExport } from "./booking.ts";
import {
  feedExport,
  mirrorExport,
  proposalExport,
  reconcileExport,
  subscriptionExport,
  syncLogExport,
} from "./calendars.ts";
import { resourceExport, serviceExport, staffExport, timeOffExport } from "./catalogue.ts";
import { callbackExport, consentExport, messageExport, numberExport } from "./contact.ts";
import {
  customerHistoryExport,
  enrolmentExport,
  leadHistoryExport,
  leadImportExport,
  sequenceExport,
} from "./follow-up.ts";
import { alertExport, onCallExport } from "./on-call.ts";
import { callExport, customerCallExport, customerExport, invitationExport, leadExport, userExport } from "./people.ts";
import {
  apiKeyExport,
  apiRequestExport,
  auditExport,
  deliveryExport,
  endpointExport,
  signInExport,
  visitExport,
} from "./platform.ts";
import {
  agentVersionExport,
  callConsentExport,
  callerExport,
  connectionExport,
  knowledgeExport,
  outboundExport,
  transferExport,
} from "./voice.ts";

/** Tables as files. Before the lists' own routes: `export` is no id. */
export const exportRoutes = createApi();
for (const route of [
  appointmentExport,
  groupExport,
  waitlistExport,
  conflictExport,
  serviceExport,
  staffExport,
  timeOffExport,
  resourceExport,
  customerExport,
  customerCallExport,
  customerHistoryExport,
  leadExport,
  leadHistoryExport,
  leadImportExport,
  sequenceExport,
  enrolmentExport,
  callExport,
  callbackExport,
  outboundExport,
  callConsentExport,
  messageExport,
  consentExport,
  numberExport,
  connectionExport,
  knowledgeExport,
  callerExport,
  transferExport,
  agentVersionExport,
  alertExport,
  onCallExport,
  feedExport,
  subscriptionExport,
  proposalExport,
  syncLogExport,
  mirrorExport,
  reconcileExport,
  userExport,
  invitationExport,
  auditExport,
  deliveryExport,
  endpointExport,
  apiKeyExport,
  apiRequestExport,
  visitExport,
  signInExport,
]) {
  exportRoutes.route("/", route);
}
