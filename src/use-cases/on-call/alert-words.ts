import { findCallbackTask } from "../../db/queries/callback-tasks.ts";
import type { AlertRow } from "../../db/queries/on-call.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { CallbackWords } from "../../domain/voice/callback-task.ts";
import { openWords } from "../callbacks/view-callbacks.ts";

/** What the caller said. Null: the task is gone. */
export async function messageOf(
  db: TenantDb,
  vault: Vault,
  { taskId }: Pick<AlertRow, "taskId">,
): Promise<CallbackWords | null> {
  const task = await findCallbackTask(db, taskId);
  return task && openWords(vault, task);
}
