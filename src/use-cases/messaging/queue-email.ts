import type { NewEmail } from "../../db/queries/emails.ts";
import type { Vault } from "../../db/vault.ts";
import type { EmailId, TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { carriedRequest, faultFacts, log } from "../../log.ts";
import { newId } from "../new-id.ts";
import type { RenderedEmail } from "./templates/render-email.tsx";

export { emailInsert } from "../../db/queries/emails.ts";

export type EmailDraft = { kind: string; to: string; email: RenderedEmail };

/**
 * Seals an e-mail for `emailInsert`. Put the statement into the batch of the change that it tells of, then call
 * `wakeEmails`. `vault` is that of the tenant whose batch it is; `id` is given where a repeat has to be the same e-mail.
 */
export async function sealEmail(
  vault: Vault,
  { kind, to, email }: EmailDraft,
  createdAt: EpochMs,
  id: EmailId = newId("eml"),
): Promise<NewEmail> {
  const [sealedRecipient, sealedBody] = await Promise.all([
    vault.seal({ purpose: "email.recipient", row: id }, to),
    vault.seal({ purpose: "email.body", row: id }, JSON.stringify(email)),
  ]);
  return { id, kind, sealedRecipient, sealedBody, createdAt };
}

/** After the batch. When the queue is away, the sweep wakes them within minutes. */
export async function wakeEmails(env: Env, tenantId: TenantId, ids: readonly EmailId[]): Promise<void> {
  try {
    for (const emailId of ids) await env.JOBS.send({ type: "send_email", tenantId, emailId, ...carriedRequest() });
  } catch (error) {
    log("warn", "email_not_woken", { count: ids.length, ...faultFacts(error) });
  }
}
