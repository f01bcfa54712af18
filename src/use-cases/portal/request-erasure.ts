import { openContact } from "../../db/booking-views.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import type { NewEmail } from "../../db/queries/emails.ts";
import { listOwners, type UserRow } from "../../db/queries/identity.ts";
import type { Vault } from "../../db/vault.ts";
import { erasureLimit } from "../../domain/identity/strict-limits.ts";
import { ok, type Result } from "../../domain/result.ts";
import { type TooManyAttempts, takeStrict } from "../identity/strict-limit.ts";
import { userProfile } from "../identity/user-profile.ts";
import { emailInsert, sealEmail, wakeEmails } from "../messaging/queue-email.ts";
import { renderErasureRequest } from "../messaging/templates/portal-email.ts";
import { tenantVault } from "../tenant-vault.ts";
import { anyBooking } from "./any-booking.ts";
import type { PortalSession } from "./open-portal.ts";

type By = { requestId: string; now: number };

/** The customer takes back their consent: every owner is told, and the audit log has when. Deciding is the business's. */
export async function requestErasure(
  env: Env,
  { db, ...owner }: PortalSession,
  { requestId, now }: By,
): Promise<Result<void, TooManyAttempts>> {
  const taken = await takeStrict(env, erasureLimit, `${db.tenantId}|${owner.index}`);
  if (!taken.ok) return taken;
  const booking = await anyBooking(env, db, owner, now);
  if (!booking) return ok(undefined);
  const vault = await tenantVault(env, db);
  const { email, phone } = await openContact(vault, booking.id, booking.sealedContact);
  const owners = await listOwners(db);
  const notices = await Promise.all(
    owners.map((each) => noticeTo(vault, each, (owner.proof === "email" ? email : phone) ?? "", now)),
  );
  const entry = { actor: "web" as const, action: "portal.erasure_requested", subjectId: booking.id, facts: {} };
  await db.orm.batch([
    auditInsert(db, { ...entry, requestId, at: now }),
    ...notices.map((notice) => emailInsert(db, notice)),
  ]);
  await wakeEmails(
    env,
    db.tenantId,
    notices.map(({ id }) => id),
  );
  return ok(undefined);
}

async function noticeTo(
  vault: Vault,
  { id, sealedProfile, language }: UserRow,
  customer: string,
  now: number,
): Promise<NewEmail> {
  const place = { purpose: "user.profile", row: id } as const;
  const { email: to } = userProfile.parse(JSON.parse(await vault.open(place, sealedProfile)));
  return sealEmail(vault, { kind: "erasure_request", to, email: renderErasureRequest(language, customer) }, now);
}
