import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { onCallAlerts, onCallPeople } from "../../../src/db/schema/on-call.ts";
import { outboundCalls } from "../../../src/db/schema/outbound-calls.ts";
import type { CallId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { aCallbackTask } from "./callbacks.ts";

/** Somebody on call, and an emergency that nobody has taken. */
export async function anAlert(tenant: TestTenant) {
  const { tenantId, branchId, vault } = tenant;
  const [personId, alertId] = [newId("onc"), newId("alr")];
  const person = JSON.stringify({ name: "Anna", phone: "+4915112345610" });
  const sealed = await vault.seal({ purpose: "on_call", row: personId }, person);
  const times = { createdAt: 1, updatedAt: 1 };
  const row = { tenantId, id: personId, position: 0, hours: null, language: "de" as const, phoneIndex: personId };
  const taskId = (await aCallbackTask(tenant)) as ReturnType<typeof newId<"tsk">>; // of a task
  const callId: CallId = newId("cal");
  const alert = { tenantId, id: alertId, branchId, callId, taskId, status: "exhausted" as const, nextStepAt: 1 };
  const orm = drizzle(env.DB);
  await orm.batch([
    orm.insert(onCallPeople).values({ ...row, sealed, isActive: true, ...times }),
    orm.insert(onCallAlerts).values({ ...alert, createdAt: 1 }),
  ]);
  return { personId, alertId };
}

/** Somebody who shall be called in the far future. */
export async function anOutboundCall({ tenantId, branchId, vault }: TestTenant): Promise<string> {
  const id = newId("oca");
  const secrets = JSON.stringify({ phone: "+4915112345614", purpose: "Your colour" });
  const sealed = await vault.seal({ purpose: "outbound_call", row: id }, secrets);
  const of = { tenantId, id, branchId, phoneIndex: id, sealed, basis: "gave_consent" as const, createdBy: "system" };
  const state = { status: "due" as const, attempts: [], nextAttemptAt: 4_000_000_000_000, createdAt: 1, updatedAt: 1 };
  await drizzle(env.DB)
    .insert(outboundCalls)
    .values({ ...of, ...state });
  return id;
}
