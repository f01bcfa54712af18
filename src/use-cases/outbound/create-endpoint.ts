import type { EndpointBody, EndpointView } from "../../contracts/webhook-endpoints.ts";
import { allEndpoints, type EndpointRow, insertEndpoint, MAX_ENDPOINTS } from "../../db/queries/webhook-endpoints.ts";
import { checkEndpointUrl } from "../../domain/outbound/endpoint-url.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { newWebhookSecret } from "../../providers/outbound/sign.ts";
import { auditOf, type Clerk, dbOf } from "../clerk.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";
import type { WebhookRefusal } from "./refusal.ts";
import { sealSecret } from "./secrets.ts";
import { urlPolicy } from "./url-policy.ts";
import { toEndpointView } from "./views.ts";

export type CreatedEndpoint = EndpointView & { secret: string };

/** The secret is told here and never again. */
export async function createEndpoint(
  clerk: Clerk,
  body: EndpointBody,
): Promise<Result<CreatedEndpoint, WebhookRefusal>> {
  const url = checkEndpointUrl(body.url, urlPolicy(clerk.env));
  if (!url.ok) return err({ reason: "invalid", errors: [{ field: "url", rule: url.error }] });
  const db = dbOf(clerk);
  if ((await allEndpoints(db)).length >= MAX_ENDPOINTS) return err({ reason: "too_many", limit: MAX_ENDPOINTS });
  const secret = newWebhookSecret();
  const id = newId("whk");
  const sealedSecret = await sealSecret(await tenantVault(clerk.env, db), id, secret);
  const row = { ...fresh, ...body, id, url: url.value, sealedSecret, createdAt: clerk.now, updatedAt: clerk.now };
  const { eventTypes, includesPersonalData } = body;
  const facts = { host: new URL(url.value).hostname, eventTypes, includesPersonalData };
  await db.orm.batch([insertEndpoint(db, row), auditOf(clerk, "webhook_endpoint.created", id, facts)]);
  return ok({ ...toEndpointView({ ...row, tenantId: db.tenantId }), secret });
}

const fresh = {
  status: "enabled",
  disabledReason: null,
  disabledAt: null,
  sealedPreviousSecret: null,
  previousSecretUntil: null,
  failingSince: null,
  failures: 0,
  pausedUntil: null,
  removedAt: null,
} as const satisfies Partial<EndpointRow>;
