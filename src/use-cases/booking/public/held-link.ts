import type { Hold } from "../../../domain/booking/appointment.ts";
import type { CallId, ServiceId } from "../../../domain/ids.ts";
import { hashToken, isLinkToken, newLinkToken } from "../../identity/token.ts";
import { keyedHash } from "../../keyed-hash.ts";
import { askCalendar, type BranchAccess } from "../branch-access.ts";
import { idempotencyOf } from "../idempotency.ts";

/** Who holds what was claimed by a link: the page, which books at once. */
export const WEB = "web";

/** The secret of the link that a call's hold is finished by. Worked out, so that a repeated job sends no other. */
export function heldToken(env: Env, callId: CallId): string {
  return newLinkToken(keyedHash(env, `held|${callId}`));
}

/** What a link keeps, which stays claimable. Null once it has lapsed or was used, and for a secret of nobody. */
export async function findHeld(access: BranchAccess, serviceId: ServiceId, token: string): Promise<Hold | null> {
  if (!isLinkToken(token)) return null;
  const claimHash = await hashToken(token);
  const hold = await askCalendar(access, (calendar, ref) => calendar.sharedHold(ref, claimHash));
  return hold?.serviceId === serviceId ? hold : null;
}

/** Takes it over for the page. Sent again it is the same answer, even if the hold has been booked by then. */
export async function claimHeld(access: BranchAccess, serviceId: ServiceId, token: string): Promise<Hold | null> {
  if (!isLinkToken(token)) return null;
  const change = { do: "claim" as const, claimHash: await hashToken(token) };
  const idempotency = await idempotencyOf("api", { by: WEB, action: "claim hold", key: change.claimHash, input: null });
  const command = { change, holder: WEB, actor: WEB, idempotency };
  const claimed = await askCalendar(access, (calendar, ref) => calendar.changeHold(ref, command));
  return claimed.ok && claimed.value.serviceId === serviceId ? claimed.value : null;
}
