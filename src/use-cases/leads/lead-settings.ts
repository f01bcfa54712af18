import type { LeadSettings } from "../../contracts/sequences.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findLeadSettings, type LeadSettingsRow, storeLeadSettings } from "../../db/queries/lead-settings.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import type { TenantId } from "../../domain/ids.ts";
import { usualFirstWords } from "../../domain/leads/follow-up-wording.ts";
import type { Editor } from "../catalogue/edit-rulebook.ts";

export async function viewLeadSettings(env: Env, tenantId: TenantId): Promise<LeadSettings> {
  return toView(await findLeadSettings(tenantDb(env.DB, tenantId)));
}

/** Words that are the usual ones are not kept, so that they change with the product. */
export async function changeLeadSettings(
  { env, actor, requestId, now: at }: Editor,
  { firstContact, words }: LeadSettings,
): Promise<LeadSettings> {
  const db = tenantDb(env.DB, actor.tenantId);
  const own = (text: string, usual: string) => (text === usual ? null : text);
  const [wordsDe, wordsEn] = [own(words.de, usualFirstWords.de), own(words.en, usualFirstWords.en)];
  const after: LeadSettingsRow = { firstContact, wordsDe, wordsEn };
  const facts = { before: await findLeadSettings(db), after };
  const entry = { action: "lead_settings.changed", subjectId: actor.tenantId, facts, requestId, at };
  await db.orm.batch([storeLeadSettings(db, after, at), auditInsert(db, { ...entry, actor: actorId(actor) })]);
  return toView(after);
}

function toView({ firstContact, wordsDe, wordsEn }: LeadSettingsRow): LeadSettings {
  return { firstContact, words: { de: wordsDe ?? usualFirstWords.de, en: wordsEn ?? usualFirstWords.en } };
}
