import type { Background } from "../../db/directory.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import type { PortalOwner } from "../../db/queries/portal.ts";
import type { ContactDetails } from "../../domain/booking/appointment.ts";
import { MAX_WAITING, type WaitlistEntry } from "../../domain/booking/waitlist.ts";
import type { WaitlistId } from "../../domain/ids.ts";
import { bookOffer } from "../booking/book-offer.ts";
import { accessBranch, askCalendar, type BranchAccess } from "../booking/branch-access.ts";
import { idempotencyOf } from "../booking/idempotency.ts";
import type { PortalSession } from "./open-portal.ts";

export type OwnWaiting = { entry: WaitlistEntry; access: BranchAccess };

/** How many calendars are asked. */
const MAX_BRANCHES = 50;

/** Where the customer waits or has an offer, over all branches. */
export async function listOwnWaiting(
  env: Env,
  background: Background,
  { db, ...owner }: PortalSession,
): Promise<OwnWaiting[]> {
  const branches = (await listBranches(db)).slice(0, MAX_BRANCHES);
  const found = await Promise.all(
    branches.map(async ({ id: branchId }) => {
      const access = await accessBranch(env, background, { tenantId: db.tenantId, branchId });
      return access ? ofBranch(access, owner) : [];
    }),
  );
  return found.flat();
}

async function ofBranch(access: BranchAccess, { proof, index }: PortalOwner): Promise<OwnWaiting[]> {
  const lists = await Promise.all(
    (["offered", "waiting"] as const).map((status) =>
      askCalendar(access, (calendar, ref) =>
        calendar.waitlist(ref, "list", { status, after: null, limit: MAX_WAITING, only: null }),
      ),
    ),
  );
  const field = proof === "email" ? "emailIndex" : "phoneIndex";
  const theirs = lists.flat().filter(({ contact }) => contact[field] === index);
  return theirs.map((entry) => ({ entry, access }));
}

/** Null when they do not wait under this id. */
export async function findOwnWaiting(env: Env, background: Background, session: PortalSession, id: WaitlistId) {
  const all = await listOwnWaiting(env, background, session);
  return all.find(({ entry }) => entry.id === id) ?? null;
}

export async function leaveWaitlist({ entry, access }: OwnWaiting, requestId: string): Promise<void> {
  const command = { entryId: entry.id, actor: "web", requestId, only: null };
  await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "leave", command));
}

/** Books what was offered. A second click finds the same appointment. */
export async function takeOffer({ entry, access }: OwnWaiting, answers: NonNullable<ContactDetails["answers"]>) {
  const parts = {
    by: `portal|${entry.contact.emailIndex ?? entry.contact.phoneIndex}`,
    action: "take",
    key: entry.id,
    input: {},
  };
  const by = { actor: "web", idempotency: await idempotencyOf("api", parts), only: null };
  const booked = await bookOffer(access, entry, answers, by);
  // They see their list next, which is of the read model.
  if (booked.ok) await askCalendar(access, (calendar, ref) => calendar.drain(ref));
  return booked;
}
