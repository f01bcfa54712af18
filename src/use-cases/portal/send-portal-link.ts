import { openContact } from "../../db/booking-views.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { deletePortalLinks, insertPortalToken } from "../../db/queries/portal.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { PORTAL_LINK_MS } from "../../domain/customers/portal.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import { pageUrl } from "../identity/accounts/account-link.ts";
import { hashToken, newToken } from "../identity/token.ts";
import { emailInsert, sealEmail, wakeEmails } from "../messaging/queue-email.ts";
import { renderPortalLink } from "../messaging/templates/portal-email.ts";
import { tenantVault } from "../tenant-vault.ts";
import { anyBooking } from "./any-booking.ts";

type Wanted = { tenantId: TenantId; emailIndex: string; language: Language; requestId: string };

/** Behind the queue: does nothing for an address that never booked. To repeat it makes the earlier link worthless. */
export async function sendPortalLink(env: Env, wanted: Wanted, now: EpochMs): Promise<void> {
  const { tenantId, emailIndex, language, requestId } = wanted;
  const db = tenantDb(env.DB, tenantId);
  const [tenant, booking] = [
    await findTenant(db),
    await anyBooking(env, db, { proof: "email", index: emailIndex }, now),
  ];
  if (!tenant || !booking) return;
  const vault = await tenantVault(env, db);
  const { email: to } = await openContact(vault, booking.id, booking.sealedContact);
  if (!to) return;
  const token = newToken();
  const url = pageUrl(env, `/my/${tenant.slug}/open`, { token, lang: language });
  const email = renderPortalLink(language, { business: tenant.name, url });
  const row = await sealEmail(vault, { kind: "portal_link", to, email }, now);
  const link = {
    tokenHash: await hashToken(token),
    purpose: "link" as const,
    proof: "email" as const,
    emailIndex,
    createdAt: now,
  };
  const entry = { actor: "system" as const, action: "portal_link.sent", subjectId: booking.id, facts: {} };
  await db.orm.batch([
    deletePortalLinks(db, emailIndex),
    insertPortalToken(db, { ...link, expiresAt: now + PORTAL_LINK_MS }),
    emailInsert(db, row),
    auditInsert(db, { ...entry, requestId, at: now }),
  ]);
  await wakeEmails(env, tenantId, [row.id]);
}
