import * as z from "zod";
import { alertView, onCallPersonView } from "../../../contracts/on-call.ts";
import { viewOnCall } from "../../../use-cases/on-call/people.ts";
import { listAlertViews } from "../../../use-cases/on-call/view-alerts.ts";
import { whole } from "../../../use-cases/operations/stream-csv.ts";
import { tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { alertFilter, alertsReading } from "../on-call/alerts.ts";
import { onCallReading } from "../on-call/on-call.ts";

export const alertExport = exportRoute({
  path: "/on-call/alerts",
  what: "Emergencies, and whom they rang,",
  reading: alertsReading,
  item: alertView,
  query: z.strictObject(alertFilter),
  open(c, { waiting }) {
    const { tenantId } = tenantActor(c);
    return (page) => listAlertViews(c.env, tenantId, { ...page, waiting: waiting === "true" });
  },
});

export const onCallExport = exportRoute({
  path: "/on-call/people",
  what: "Whom emergencies ring",
  reading: onCallReading,
  item: onCallPersonView,
  query: z.strictObject({}),
  async open(c) {
    return whole(await viewOnCall(c.env, tenantActor(c).tenantId));
  },
});
