import { findCustomerByEmail } from "../../db/queries/customers.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { BookingContact, Source } from "../../domain/booking/appointment.ts";
import { capsCustomers } from "../../domain/booking/caps.ts";
import type { ServiceId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import type { BranchAccess } from "./branch-access.ts";

/** What is booked, and how. */
export type BookedServices = { serviceIds: readonly ServiceId[]; source: Source };

/**
 * By which number a customer is known who names an e-mail address alone, where a cap of theirs counts what they book.
 * A caller is never kept waiting for D1, and nobody is while it is away: then the address counts by itself.
 */
export async function knownNumber(
  { env, ref, rules }: BranchAccess,
  { serviceIds, source }: BookedServices,
  { phoneIndex, emailIndex }: BookingContact,
): Promise<Pick<BookingContact, "knownPhoneIndex">> {
  const isCounted = rules.services.some((service) => serviceIds.includes(service.id) && capsCustomers(service));
  if (!isCounted || phoneIndex !== null || emailIndex === null || source.channel === "voice") return {};
  try {
    const customer = await findCustomerByEmail(tenantDb(env.DB, ref.tenantId), emailIndex);
    return { knownPhoneIndex: customer?.phoneIndex ?? null };
  } catch (error) {
    log("warn", "customer_not_recognised", { branchId: ref.branchId, ...faultFacts(error) });
    return {};
  }
}
