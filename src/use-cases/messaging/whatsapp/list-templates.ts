import { listSenders } from "../../../db/queries/message-senders.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { type CarrierTemplate, listWhatsappTemplates } from "../../../providers/messaging/whatsapp-templates.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { openSecret } from "../open-sender.ts";

export type TemplateRefusal = { reason: "not_configured" } | { reason: "vendor_failed"; code: string };

/** The templates of the business's WhatsApp account, asked for anew each time: approval changes at Meta. */
export async function listTemplates(env: Env, tenantId: TenantId): Promise<Result<CarrierTemplate[], TemplateRefusal>> {
  const db = tenantDb(env.DB, tenantId);
  const rows = (await listSenders(db)).filter((row) => row.vendor === "whatsapp" && row.disabledAt === null);
  const vault = await tenantVault(env, db);
  for (const row of rows) {
    const secret = await openSecret(vault, row);
    if (secret.vendor !== "whatsapp" || !secret.businessAccountId) continue;
    const { accessToken, businessAccountId } = secret;
    const found = await listWhatsappTemplates({ accessToken, businessAccountId, baseUrl: configOf(env).WHATSAPP_URL });
    return found.ok ? ok(found.value) : err({ reason: "vendor_failed", code: found.error.reason });
  }
  return err({ reason: "not_configured" });
}
