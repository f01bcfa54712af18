import { and, eq, inArray, or } from "drizzle-orm";
import type { CustomerId } from "../../domain/ids.ts";
import { callConsents, outboundCalls } from "../schema/outbound-calls.ts";
import type { TenantDb } from "../tenant-db.ts";
import { among } from "./page.ts";

/** Whom a customer was called at, and why. That they want no calls stays: it is a keyed hash, and the wish counts on. */
export function eraseOutbound(db: TenantDb, id: CustomerId, phoneIndexes: readonly string[]) {
  const numbers = inArray(outboundCalls.phoneIndex, among(phoneIndexes));
  const ledger = and(eq(callConsents.tenantId, db.tenantId), inArray(callConsents.phoneIndex, among(phoneIndexes)));
  return [
    db.orm
      .delete(outboundCalls)
      .where(and(eq(outboundCalls.tenantId, db.tenantId), or(eq(outboundCalls.customerId, id), numbers))),
    db.orm.delete(callConsents).where(and(ledger, eq(callConsents.action, "given"))),
    db.orm.update(callConsents).set({ sealed: "" }).where(ledger),
  ] as const;
}
