import type { TemplateUseView } from "../../../contracts/whatsapp.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { deleteTemplateUse, storeTemplateUse, type UseKey } from "../../../db/queries/whatsapp.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";

/** Whether Meta has approved it shows when it is sent: approval comes and goes there. */
export async function chooseTemplate(clerk: Clerk, use: TemplateUseView): Promise<TemplateUseView> {
  const db = dbOf(clerk);
  const audit = entryOf(clerk, "whatsapp_template.chosen", db.tenantId, { after: use });
  await db.orm.batch([storeTemplateUse(db, use, clerk.now), auditInsert(db, audit)]);
  return use;
}

/** Then what cannot go as free text goes by the next channel. */
export async function dropTemplate(clerk: Clerk, key: UseKey): Promise<void> {
  const db = dbOf(clerk);
  const audit = entryOf(clerk, "whatsapp_template.dropped", db.tenantId, { ...key });
  await db.orm.batch([deleteTemplateUse(db, key), auditInsert(db, audit)]);
}
