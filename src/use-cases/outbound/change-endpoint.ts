import type { EndpointPatch, EndpointView } from "../../contracts/webhook-endpoints.ts";
import { cancelPending } from "../../db/queries/webhook-delivery-edits.ts";
import {
  type EndpointChange,
  type EndpointRow,
  findEndpoint,
  updateEndpoint,
} from "../../db/queries/webhook-endpoints.ts";
import type { WebhookEndpointId } from "../../domain/ids.ts";
import { checkEndpointUrl } from "../../domain/outbound/endpoint-url.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";
import type { WebhookRefusal } from "./refusal.ts";
import { urlPolicy } from "./url-policy.ts";
import { toEndpointView } from "./views.ts";

/** Changes an endpoint, or switches it off and on. Switched on again it begins with a clean record. */
export async function changeEndpoint(
  clerk: Clerk,
  id: WebhookEndpointId,
  patch: EndpointPatch,
): Promise<Result<EndpointView, WebhookRefusal>> {
  const db = dbOf(clerk);
  const before = await findEndpoint(db, id);
  if (!before) return err({ reason: "not_found", what: "webhook endpoint" });
  const url = checkEndpointUrl(patch.url ?? before.url, urlPolicy(clerk.env));
  if (patch.url !== undefined && !url.ok)
    return err({ reason: "invalid", errors: [{ field: "url", rule: url.error }] });
  const change = {
    ...toChange(before, patch, clerk.now),
    ...(patch.url !== undefined && url.ok ? { url: url.value } : {}),
  };
  const after = { ...before, ...change };
  const isOff = before.status === "enabled" && after.status === "disabled";
  await db.orm.batch([
    updateEndpoint(db, id, change),
    auditOf(clerk, "webhook_endpoint.changed", id, { before: factsOf(before), after: factsOf(after) }),
    ...(isOff ? [cancelPending(db, id)] : []),
  ]);
  return ok(toEndpointView(after));
}

function toChange(before: EndpointRow, patch: EndpointPatch, now: number): EndpointChange {
  const { url: _, status, ...given } = patch;
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as EndpointChange;
  if (status === undefined || status === before.status) return { ...fields, updatedAt: now };
  const off = { disabledReason: "user", disabledAt: now } as const;
  const on = { disabledReason: null, disabledAt: null, failingSince: null, failures: 0, pausedUntil: null } as const;
  return { ...fields, status, ...(status === "disabled" ? off : on), updatedAt: now };
}

function factsOf({ url, eventTypes, includesPersonalData, status }: EndpointRow): Record<string, unknown> {
  return { host: new URL(url).hostname, eventTypes, includesPersonalData, status };
}
