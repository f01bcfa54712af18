import type { JobMessage } from "../../contracts/queue-messages.ts";
import type { LeadId, TenantId } from "../../domain/ids.ts";
import { carriedRequest, faultFacts, log } from "../../log.ts";

/** Has a lead contacted, if it is to be. When the queue is away, the sweep does it within minutes. */
export async function wakeLead(env: Env, ref: { tenantId: TenantId; leadId: LeadId }): Promise<void> {
  try {
    await env.JOBS.send({ type: "contact_lead", ...ref, ...carriedRequest() } satisfies JobMessage);
  } catch (error) {
    log("warn", "lead_not_woken", { leadId: ref.leadId, ...faultFacts(error) });
  }
}
