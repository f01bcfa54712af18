import * as z from "zod";
import { impersonationView, signInView } from "../../../contracts/account.ts";
import { apiKeyView } from "../../../contracts/api-keys.ts";
import { apiRequestView } from "../../../contracts/api-requests.ts";
import { auditEntryView } from "../../../contracts/audit.ts";
import { deliveryView, endpointView } from "../../../contracts/webhook-endpoints.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { listApiRequestViews } from "../../../use-cases/api-requests/view-api-requests.ts";
import { listAuditViews } from "../../../use-cases/audit/view-audit.ts";
import { viewApiKeys } from "../../../use-cases/identity/api-keys/view-api-key.ts";
import { viewImpersonations } from "../../../use-cases/identity/operators/view-impersonations.ts";
import { viewDeliveries } from "../../../use-cases/outbound/view-deliveries.ts";
import { listEndpointViews } from "../../../use-cases/outbound/view-endpoints.ts";
import { tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { visitsReading } from "../account/security.ts";
import { signInsReading, viewSignIns } from "../account/sessions.ts";
import { keysReading } from "../api-keys.ts";
import { apiRequestFilter, toApiRequestFilter } from "../api-requests.ts";
import { auditReading } from "../audit/audit.ts";
import { auditFilter, toFilter as toAuditFilter } from "../audit/definitions.ts";
import { deliveryFilter, toFilter, reading as webhooksReading } from "../outbound/definitions.ts";

export const auditExport = exportRoute({
  path: "/audit-log",
  what: "Audit entries",
  reading: auditReading,
  item: auditEntryView,
  query: z.strictObject(auditFilter),
  open(c, query) {
    const { tenantId } = tenantActor(c);
    return (page) => listAuditViews(c.env, tenantId, toAuditFilter(query), page);
  },
});

export const deliveryExport = exportRoute({
  path: "/webhook-deliveries",
  what: "Webhook deliveries",
  reading: webhooksReading,
  item: deliveryView,
  query: z.strictObject(deliveryFilter),
  open(c, query) {
    const { tenantId } = tenantActor(c);
    return (page) => viewDeliveries(c.env, tenantId, toFilter(query), page);
  },
});

export const endpointExport = exportRoute({
  path: "/webhook-endpoints",
  what: "Webhook endpoints",
  reading: webhooksReading,
  item: endpointView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => listEndpointViews(c.env, tenantId, page);
  },
});

export const apiKeyExport = exportRoute({
  path: "/api-keys",
  what: "API keys, without secrets,",
  reading: keysReading,
  item: apiKeyView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => viewApiKeys(c.env, tenantId, page, Date.now());
  },
});

export const apiRequestExport = exportRoute({
  path: "/api-requests",
  what: "What API keys asked for",
  reading: keysReading,
  item: apiRequestView,
  query: z.strictObject(apiRequestFilter),
  open(c, query) {
    const { tenantId } = tenantActor(c);
    return (page) => listApiRequestViews(c.env, tenantId, toApiRequestFilter(query), page);
  },
});

export const visitExport = exportRoute({
  path: "/impersonations",
  what: "Which operators looked in",
  reading: visitsReading,
  item: impersonationView,
  query: z.strictObject({}),
  open(c) {
    const db = tenantDb(c.env.DB, tenantActor(c).tenantId);
    return (page) => viewImpersonations(c.env, db, page, Date.now());
  },
});

export const signInExport = exportRoute({
  path: "/me/sign-ins",
  what: "Who tried to sign in as the user",
  reading: signInsReading,
  item: signInView,
  query: z.strictObject({}),
  open: (c) => (page) => viewSignIns(c, page),
});
