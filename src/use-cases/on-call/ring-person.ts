import type { AlertRow } from "../../db/queries/on-call.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import { faultFacts, log } from "../../log.ts";
import { openLine } from "../voice/outbound/open-line.ts";

type From = { env: Env; db: TenantDb; alert: AlertRow; rules: Rulebook };
type Told = { phone: string; opening: string; message: string };

/**
 * Has the branch's agent call somebody of the business about an emergency, at any hour: they have agreed to it by being
 * on the rota. Tells what came of it as a code; whatever goes wrong, the SMS is on its way and the next person is rung.
 */
export async function ringPerson({ env, db, alert, rules }: From, { phone, opening, message }: Told): Promise<string> {
  try {
    const line = await openLine(env, db, alert.branchId);
    if (!line.ok) return line.error.reason;
    const { connectionId: _, vendor, ...from } = line.value;
    const purpose = message.slice(0, 300);
    const names = { business_name: rules.tenantName, branch_name: rules.branchName };
    const variables = { ...names, call_purpose: purpose, call_route: "agent" };
    const metadata = { tenant_id: db.tenantId, branch_id: alert.branchId };
    const placed = await vendor.place({ ...from, to: phone, opening, voicemail: opening, variables, metadata });
    return placed.ok ? "placed" : placed.error.reason;
  } catch (error) {
    log("error", "on_call_not_rung", { alertId: alert.id, ...faultFacts(error) });
    return "failed";
  }
}
