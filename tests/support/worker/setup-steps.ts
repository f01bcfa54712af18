import { env } from "cloudflare:workers";
import { SETUP_STEPS, type SetupStep } from "../../../src/contracts/setup.ts";
import { insertSetupSteps } from "../../../src/db/queries/setup.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { TestTenant } from "./a-tenant.ts";

/** As a business that has just signed up. Tells one of the steps. */
export async function aSetup({ tenantId }: TestTenant): Promise<SetupStep> {
  await insertSetupSteps(tenantDb(env.DB, tenantId), SETUP_STEPS, Date.now());
  return "hours";
}
