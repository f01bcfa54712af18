import { toAppointmentView } from "../../../db/booking-views.ts";
import type { Background } from "../../../db/directory.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { findTenant, type TenantRow } from "../../../db/queries/identity.ts";
import { findManageLink, insertManageLink } from "../../../db/queries/manage-links.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { Appointment } from "../../../domain/booking/appointment.ts";
import { LINK_AFTER_MS } from "../../../domain/booking/public-booking.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { hashToken, isLinkToken, newLinkToken } from "../../identity/token.ts";
import { accessBranch, askCalendar, type BranchAccess, viewContextOf } from "../branch-access.ts";

/** An appointment that somebody holds the link of. */
export type Managed = { access: BranchAccess; appointment: Appointment; linkHash: string; business: TenantRow };

/**
 * A link for the customer, and the trace of their consent beside it. 128 random bits, stored as a hash: it opens this
 * appointment and nothing else, until 90 days after it was to begin.
 */
export async function createManageLink(
  { env, ref }: BranchAccess,
  { id: appointmentId, startsAt }: Appointment,
  { consent, requestId, now }: { consent: string; requestId: string; now: EpochMs },
): Promise<string> {
  const db = tenantDb(env.DB, ref.tenantId);
  const token = newLinkToken();
  const tokenHash = await hashToken(token);
  const link = {
    tokenHash,
    branchId: ref.branchId,
    appointmentId,
    createdAt: now,
    expiresAt: startsAt + LINK_AFTER_MS,
  };
  const facts = { text: consent, channel: "web" };
  await db.orm.batch([
    insertManageLink(db, link),
    auditInsert(db, {
      actor: "system",
      action: "booking.consent_given",
      subjectId: appointmentId,
      facts,
      requestId,
      at: now,
    }),
  ]);
  return token;
}

/** What the link opens. Null for one that nobody has, or that is over. */
export async function openManageLink(
  env: Env,
  background: Background,
  token: string,
  now: EpochMs,
): Promise<Managed | null> {
  if (!isLinkToken(token)) return null;
  const linkHash = await hashToken(token);
  const link = await findManageLink(env.DB, linkHash, now);
  const access = link && (await accessBranch(env, background, link));
  if (!access) return null;
  const [appointment, tenant] = await Promise.all([
    askCalendar(access, (calendar, ref) => calendar.appointment(ref, link.appointmentId)),
    findTenant(tenantDb(env.DB, link.tenantId)),
  ]);
  return appointment && tenant ? { access, appointment, linkHash, business: tenant } : null;
}

/** What the page shows of it. */
export function viewManaged({ access, appointment }: Managed) {
  return toAppointmentView(appointment, viewContextOf(access));
}
