import { findTemplateUse, lastWhatsappAt, type UseKey } from "../../../db/queries/whatsapp.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { whatsappWindowEnd } from "../../../domain/messaging/conversation.ts";
import type { MessageBody } from "../../../domain/messaging/message.ts";
import { asParameter } from "../../../domain/messaging/whatsapp-template.ts";
import type { WordingFacts } from "../../../domain/messaging/wording.ts";
import type { EpochMs } from "../../../domain/time.ts";

/** Would Meta deliver free text to this number now? */
export async function isWindowOpen(db: TenantDb, addressIndex: string, now: EpochMs): Promise<boolean> {
  return whatsappWindowEnd(await lastWhatsappAt(db, addressIndex), now) !== null;
}

/** Can WhatsApp tell them of this, as free text or by a template? */
export async function canTell(db: TenantDb, addressIndex: string, key: UseKey, now: EpochMs): Promise<boolean> {
  return (await isWindowOpen(db, addressIndex, now)) || (await findTemplateUse(db, key)) !== null;
}

/** The template by which this goes where free text does not; none where the business has chosen none. */
export async function templateFor(
  db: TenantDb,
  key: UseKey,
  facts: WordingFacts,
): Promise<Pick<MessageBody, "template">> {
  const use = await findTemplateUse(db, key);
  if (!use) return {};
  const parameters = use.variables.map((variable) => asParameter(facts[variable]));
  return { template: { name: use.name, language: use.templateLanguage, parameters } };
}

/** As it has to go out now. Null: neither free text nor a template reaches them. */
export async function shapeForWindow(
  db: TenantDb,
  { template, ...body }: MessageBody,
  { addressIndex, now }: { addressIndex: string; now: EpochMs },
): Promise<MessageBody | null> {
  // Free text costs nothing while the window is open, and carries links and line breaks.
  if (await isWindowOpen(db, addressIndex, now)) return body;
  return template ? { ...body, template } : null;
}
