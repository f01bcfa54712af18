import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import type { CallbackTaskView } from "../../../src/contracts/callback-tasks.ts";
import { callbackTasks } from "../../../src/db/schema/voice-desk.ts";
import type { CallbackTaskId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { type ApiRequest, request } from "./credentials.ts";

/** An open task, as a caller leaves it. */
export async function aCallbackTask({ tenantId, branchId, vault }: TestTenant): Promise<CallbackTaskId> {
  const id = newId("tsk");
  const words = { name: "Erika", phone: "+4915112345678", message: "Please call back" };
  const sealed = await vault.seal({ purpose: "callback", row: id }, JSON.stringify(words));
  const row = { tenantId, id, branchId, callId: newId("cal"), sealed, createdAt: Date.now(), updatedAt: Date.now() };
  await drizzle(env.DB)
    .insert(callbackTasks)
    .values({ ...row, status: "open", urgency: "normal", topic: "other" });
  return id;
}

export async function callbackTasksOf(credential: ApiRequest, query = ""): Promise<CallbackTaskView[]> {
  const response = await request(`/api/v1/callback-tasks${query}`, credential);
  if (response.status !== 200) throw new Error(await response.text());
  return (await response.json<{ items: CallbackTaskView[] }>()).items;
}
