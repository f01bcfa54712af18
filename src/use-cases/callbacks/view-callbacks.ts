import type { CallbackTaskView } from "../../contracts/callback-tasks.ts";
import {
  type CallbackFilter,
  type CallbackTaskRow,
  findCallbackTask,
  listCallbackTasks,
} from "../../db/queries/callback-tasks.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { TenantActor } from "../../domain/identity/actor.ts";
import type { CallbackTaskId } from "../../domain/ids.ts";
import type { CallbackWords } from "../../domain/voice/callback-task.ts";
import { tenantVault } from "../tenant-vault.ts";
import { ownTasksOnly } from "./own-tasks.ts";

/** Newest first. */
export async function listCallbackViews(
  env: Env,
  actor: TenantActor,
  filter: Omit<CallbackFilter, "onlyOwner">,
  page: Page,
): Promise<Paged<CallbackTaskView>> {
  const db = tenantDb(env.DB, actor.tenantId);
  const { items, nextCursor } = await listCallbackTasks(db, { ...filter, onlyOwner: ownTasksOnly(actor) }, page);
  const vault = await tenantVault(env, db);
  return { items: await Promise.all(items.map((row) => toView(vault, row))), nextCursor };
}

/** Null when this tenant has no such task, or the actor does not see it. */
export async function findCallbackView(
  env: Env,
  actor: TenantActor,
  id: CallbackTaskId,
): Promise<CallbackTaskView | null> {
  const db = tenantDb(env.DB, actor.tenantId);
  const row = await findCallbackTask(db, id, ownTasksOnly(actor));
  return row && toView(await tenantVault(env, db), row);
}

export async function openWords(vault: Vault, { id, sealed }: Pick<CallbackTaskRow, "id" | "sealed">) {
  return JSON.parse(await vault.open({ purpose: "callback", row: id }, sealed)) as CallbackWords; // `leaveCallback` sealed it
}

async function toView(vault: Vault, row: CallbackTaskRow): Promise<CallbackTaskView> {
  const { id, branchId, callId, status, urgency, topic, ownerId, createdAt, settledAt } = row;
  const words = await openWords(vault, row);
  const settled = settledAt === null ? null : new Date(settledAt).toISOString();
  const times = { createdAt: new Date(createdAt).toISOString(), settledAt: settled };
  return { id, branchId, callId, status, urgency, topic, ownerId, ...words, ...times };
}
