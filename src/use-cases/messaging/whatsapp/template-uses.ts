import type { TemplateUseView } from "../../../contracts/whatsapp.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { deleteTemplateUse, storeTemplateUse, type UseKey } from "../../../db/queries/whatsapp.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../../domain/identity/actor.ts";
import type { EpochMs } from "../../../domain/time.ts";

type Editor = { env: Env; actor: TenantActor; requestId: string; now: EpochMs };

/** Whether Meta has approved it shows when it is sent: approval comes and goes there. */
export async function chooseTemplate(editor: Editor, use: TemplateUseView): Promise<TemplateUseView> {
  const db = dbOf(editor);
  const audit = entry(editor, "whatsapp_template.chosen", db.tenantId, { after: use });
  await db.orm.batch([storeTemplateUse(db, use, editor.now), auditInsert(db, audit)]);
  return use;
}

/** Then what cannot go as free text goes by the next channel. */
export async function dropTemplate(editor: Editor, key: UseKey): Promise<void> {
  const db = dbOf(editor);
  const audit = entry(editor, "whatsapp_template.dropped", db.tenantId, { ...key });
  await db.orm.batch([deleteTemplateUse(db, key), auditInsert(db, audit)]);
}

function entry(
  { actor, requestId, now: at }: Editor,
  action: string,
  subjectId: string,
  facts: Record<string, unknown>,
) {
  return { actor: actorId(actor), action, subjectId, facts, requestId, at };
}

function dbOf({ env, actor }: Editor): TenantDb {
  return tenantDb(env.DB, actor.tenantId);
}
