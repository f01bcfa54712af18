import { createApi } from "../../api.ts";
import { appointmentExport, conflictExport, waitlistExport } from "./booking.ts";
import { resourceExport, serviceExport, staffExport } from "./catalogue.ts";
import { callbackExport, consentExport, messageExport, numberExport } from "./contact.ts";
import { callExport, customerExport, leadExport, userExport } from "./people.ts";
import { apiKeyExport, apiRequestExport, auditExport, deliveryExport, endpointExport } from "./platform.ts";

/** Tables as files. Before the lists' own routes: `export` is no id. */
export const exportRoutes = createApi();
for (const route of [
  appointmentExport,
  waitlistExport,
  conflictExport,
  serviceExport,
  staffExport,
  resourceExport,
  customerExport,
  leadExport,
  callExport,
  callbackExport,
  messageExport,
  consentExport,
  numberExport,
  userExport,
  auditExport,
  deliveryExport,
  endpointExport,
  apiKeyExport,
  apiRequestExport,
]) {
  exportRoutes.route("/", route);
}
