import type { Background } from "../../db/directory.ts";
import type { Slot } from "../../domain/booking/appointment.ts";
import type { SlotWindow } from "../../domain/booking/slot-window.ts";
import type { BranchId, ServiceId, TenantId } from "../../domain/ids.ts";
import { accessBranch, askInText, type BranchAccess } from "./branch-access.ts";

export type AvailabilitySearch = SlotWindow & {
  branchIds: readonly BranchId[];
  serviceIds: readonly ServiceId[];
  partySize: number;
  limit: number;
};

export type FoundSlot = { branchId: BranchId; serviceId: ServiceId; timeZone: string; slot: Slot };

/**
 * The earliest free slots of several services at several branches, in one list: by time, then in the order asked.
 * Branches are asked for those of the services that they offer. Null when the tenant lacks one of the branches.
 */
export async function searchAvailability(
  env: Env,
  background: Background,
  tenantId: TenantId,
  search: AvailabilitySearch,
): Promise<FoundSlot[] | null> {
  const branches = await Promise.all(
    [...new Set(search.branchIds)].map((branchId) => accessBranch(env, background, { tenantId, branchId })),
  );
  const known = branches.filter((branch) => branch !== null);
  if (known.length < branches.length) return null;
  const lists = await Promise.all(known.flatMap((branch) => offered(branch, search)).map(find));
  return lists
    .flat()
    .sort((a, b) => a.slot.startsAt - b.slot.startsAt) // stable: equal ones stay in the order asked
    .slice(0, search.limit);

  async function find({ access, serviceId }: { access: BranchAccess; serviceId: ServiceId }): Promise<FoundSlot[]> {
    const { branchIds: _, serviceIds: __, ...window } = search;
    const query = { ...window, serviceId, staffId: null };
    const { slots } = await askInText(access, "findSlots", query);
    const { branchId, timeZone } = access.rules;
    return slots.map((slot) => ({ branchId, serviceId, timeZone, slot }));
  }
}

function offered(access: BranchAccess, { serviceIds }: AvailabilitySearch) {
  const offers = new Set(access.rules.services.map(({ id }) => id));
  return [...new Set(serviceIds)].filter((id) => offers.has(id)).map((serviceId) => ({ access, serviceId }));
}
