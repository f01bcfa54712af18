import type { DisabledReason } from "../../contracts/webhook-endpoints.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { cancelPending } from "../../db/queries/webhook-delivery-edits.ts";
import { findEndpoint, updateEndpoint } from "../../db/queries/webhook-endpoints.ts";
import type { Language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import { log } from "../../log.ts";
import { wakeAuditChains } from "../audit/wake-audit-chains.ts";
import { ownerNotices } from "../messaging/owner-notices.ts";
import { emailInsert, wakeEmails } from "../messaging/queue-email.ts";
import { renderEndpointDisabled } from "../messaging/templates/webhook-emails.ts";
import type { Sender } from "./attempt-delivery.ts";

/** By itself: the endpoint is gone, or has been failing for days. What was on its way can be replayed later. */
export async function disableEndpoint(
  { env, db, vault, endpoint: { id } }: Sender,
  reason: Exclude<DisabledReason, "user">,
  now: EpochMs,
): Promise<void> {
  const endpoint = await findEndpoint(db, id);
  if (endpoint?.status !== "enabled") return; // another attempt of the same round was first
  const change = { status: "disabled", disabledReason: reason, disabledAt: now, updatedAt: now } as const;
  const facts = { reason, failures: endpoint.failures, failingSince: endpoint.failingSince };
  const entry = { actor: "system", action: "webhook_endpoint.disabled", subjectId: id, facts, at: now } as const;
  const told = { host: new URL(endpoint.url).hostname, reason };
  const render = (language: Language) => renderEndpointDisabled(language, told);
  const notices = await ownerNotices(
    { db, vault },
    { kind: "webhook_disabled", occasion: `${id}|${now}`, render },
    now,
  );
  await db.orm.batch([
    updateEndpoint(db, id, change),
    cancelPending(db, id),
    auditInsert(db, { ...entry, requestId: `courier-${id}` }),
    ...notices.map((notice) => emailInsert(db, notice)),
  ]);
  await wakeAuditChains(env, now);
  await wakeEmails(
    env,
    db.tenantId,
    notices.map((notice) => notice.id),
  );
  log("warn", "webhook_endpoint_disabled", { tenantId: db.tenantId, endpointId: id, reason });
}
