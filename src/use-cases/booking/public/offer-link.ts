import { Buffer } from "node:buffer";
import type { Background } from "../../../db/directory.ts";
import { findTenant, type TenantRow } from "../../../db/queries/identity.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { LINK_AFTER_MS } from "../../../domain/booking/public-booking.ts";
import type { WaitlistEntry } from "../../../domain/booking/waitlist.ts";
import { branchId, tenantId, type WaitlistId, waitlistId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { pageUrl } from "../../identity/accounts/account-link.ts";
import { isSameHash, keyedHash } from "../../keyed-hash.ts";
import { accessBranch, askCalendar, type BranchAccess } from "../branch-access.ts";

/** A place on the waitlist in the hands of who was offered something. */
export type Offered = { access: BranchAccess; entry: WaitlistEntry; business: TenantRow };

/** Three ids without their prefixes, which are four letters each, and 128 bits: an SMS is paid by its length. */
const TOKEN = /^(?<tenant>.{26})(?<branch>.{26})(?<entry>.{26})(?<signature>.{22})$/;
const SIGNATURE_LETTERS = 22;

/** Opens one place on the waitlist: what was offered, and the appointment that it became. Signed, so nothing is stored. */
export function offerUrl({ env, ref }: BranchAccess, entryId: WaitlistId): string {
  const text = [ref.tenantId, ref.branchId, entryId].map((id) => id.slice(4)).join("");
  return pageUrl(env, `/w/${text}${signatureOf(env, text)}`);
}

/** What the link opens. Null for one that is not ours, and once nobody needs it or knows whose it was. */
export async function openOffer(
  env: Env,
  background: Background,
  token: string,
  now: EpochMs,
): Promise<Offered | null> {
  const ids = readToken(env, token);
  const access = ids && (await accessBranch(env, background, ids));
  if (!access) return null;
  const [entry, business] = await Promise.all([
    askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "find", { entryId: ids.entryId, only: null })),
    findTenant(tenantDb(env.DB, ids.tenantId)),
  ]);
  if (!entry?.offer || !business || now > entry.offer.startsAt + LINK_AFTER_MS) return null;
  const isErased = entry.contact.phoneIndex === null && entry.contact.emailIndex === null;
  return isErased ? null : { access, entry, business };
}

function readToken(env: Env, token: string) {
  const { tenant = "", branch = "", entry = "", signature = "" } = TOKEN.exec(token)?.groups ?? {};
  const [given, right] = [signature, signatureOf(env, tenant + branch + entry)].map((text) => Buffer.from(text));
  if (!given || !right || !isSameHash(given, right)) return null;
  return {
    tenantId: tenantId.parse(`ten_${tenant}`),
    branchId: branchId.parse(`brn_${branch}`),
    entryId: waitlistId.parse(`wai_${entry}`),
  };
}

function signatureOf(env: Env, text: string): string {
  return keyedHash(env, `offer|${text}`).toString("base64url").slice(0, SIGNATURE_LETTERS);
}
