import { openContact } from "../../db/booking-views.ts";
import type { Background } from "../../db/directory.ts";
import { listOpenBranches } from "../../db/queries/catalogue.ts";
import type { BranchId, ServiceId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { addDays, type EpochMs, edgeAt } from "../../domain/time.ts";
import { accessBranch } from "../booking/branch-access.ts";
import { idempotencyOf } from "../booking/idempotency.ts";
import { joinWaitlist } from "../booking/join-waitlist.ts";
import { anyBooking } from "./any-booking.ts";
import type { PortalSession } from "./open-portal.ts";

export type Waitable = { branchId: BranchId; serviceId: ServiceId; name: string; branchName: string; capacity: number };
type Wish = Pick<Waitable, "branchId" | "serviceId"> & {
  from: string;
  to: string;
  partySize: number;
  language: Language;
};

const MAX_BRANCHES = 50;

/** What customers may book themselves, over all branches. */
export async function listWaitable(env: Env, background: Background, { db }: PortalSession): Promise<Waitable[]> {
  const branches = (await listOpenBranches(db)).slice(0, MAX_BRANCHES);
  const found = await Promise.all(
    branches.map(async ({ id: branchId }) => {
      const access = await accessBranch(env, background, { tenantId: db.tenantId, branchId });
      const { services = [], branchName = "" } = access?.rules ?? {};
      const offered = services.filter(({ isBookableOnline, staffIds }) => isBookableOnline && staffIds.length > 0);
      return offered.map(({ id: serviceId, name, capacity }) => ({ branchId, serviceId, name, branchName, capacity }));
    }),
  );
  return found.flat();
}

/** Waits for a time from one day to another, both included, under the name they booked with last. */
export async function joinOwnWaitlist(
  env: Env,
  background: Background,
  session: PortalSession,
  { branchId, serviceId, from, to, partySize, language }: Wish,
  { requestId, now }: { requestId: string; now: EpochMs },
): Promise<"joined" | "widened" | "notJoined"> {
  const { db, proof, index } = session;
  const [access, booking] = [
    await accessBranch(env, background, { tenantId: db.tenantId, branchId }),
    await anyBooking(env, db, session, now),
  ];
  const offered = access?.rules.services.find(({ id, isBookableOnline }) => id === serviceId && isBookableOnline);
  if (!access || !booking || !offered || to < from) return "notJoined";
  const { timeZone } = access.rules;
  const window = {
    from: Math.max(now, edgeAt(timeZone, from, 0, "first")),
    to: edgeAt(timeZone, addDays(to, 1), 0, "first"),
  };
  const { name, phone, email } = await openContact(access.vault, booking.id, booking.sealedContact);
  const input = { serviceId, from, to, partySize };
  // The same wish on the same day is the same entry.
  const key = `${JSON.stringify(input)}|${new Date(now).toISOString().slice(0, 10)}`;
  const idempotency = await idempotencyOf("api", { by: `portal|${proof}|${index}`, action: "join", key, input });
  const joined = await joinWaitlist(access, {
    serviceId,
    staffId: null,
    partySize,
    language,
    window,
    customer: { name, phone, email, notes: null },
    source: { channel: "web", callId: null },
    actor: "web",
    idempotency: { ...idempotency, requestId },
  });
  if (!joined.ok) return "notJoined";
  return joined.value.isNew ? "joined" : "widened";
}
