import { providerGate } from "../../../durable-objects/stubs.ts";
import { deleteCircuit } from "../../db/queries/circuits.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { GateRef } from "../../domain/vendors/gate-ref.ts";

/** The connection is gone or has another credential: its past says nothing of the next call. */
export async function forgetGate(env: Env, db: TenantDb, ref: Pick<GateRef, "connection">): Promise<void> {
  await providerGate(env, { tenantId: db.tenantId, ...ref }).forget();
  await deleteCircuit(db, ref.connection);
}
