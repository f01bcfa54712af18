import { and, eq } from "drizzle-orm";
import type { SetupState, SetupStep } from "../../contracts/setup.ts";
import type { EpochMs } from "../../domain/time.ts";
import { setupSteps } from "../schema/setup.ts";
import type { TenantDb } from "../tenant-db.ts";

export async function listSetupSteps({ orm, tenantId }: TenantDb) {
  const { step, state } = setupSteps;
  return orm.select({ step, state }).from(setupSteps).where(eq(setupSteps.tenantId, tenantId));
}

export function insertSetupSteps({ orm, tenantId }: TenantDb, steps: readonly SetupStep[], changedAt: EpochMs) {
  return orm.insert(setupSteps).values(steps.map((step) => ({ tenantId, step, state: "open" as const, changedAt })));
}

export function updateSetupStep(
  { orm, tenantId }: TenantDb,
  { step, state, changedAt }: { step: SetupStep; state: SetupState; changedAt: EpochMs },
) {
  const mine = and(eq(setupSteps.tenantId, tenantId), eq(setupSteps.step, step));
  return orm.update(setupSteps).set({ state, changedAt }).where(mine);
}
