import { auditInsert } from "../../db/queries/audit.ts";
import {
  findPortalToken,
  insertPortalToken,
  type PortalOwner,
  type PortalTokenRow,
  takePortalToken,
} from "../../db/queries/portal.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { PORTAL_SESSION_MS } from "../../domain/customers/portal.ts";
import { clientNetwork } from "../../domain/identity/client-network.ts";
import { portalOpenNetwork } from "../../domain/identity/strict-limits.ts";
import type { TenantId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { By } from "../identity/accounts/by.ts";
import type { TokenRefusal } from "../identity/accounts/use-token.ts";
import { takeStrict } from "../identity/strict-limit.ts";
import { hashToken, isToken, newToken } from "../identity/token.ts";

/** Whose pages are open: of one business, what was booked with one address or number. */
export type PortalSession = PortalOwner & { db: TenantDb; tokenHash: string };

/** Uses the link up, and opens a session with a token of its own. */
export async function openPortal(
  env: Env,
  { tenantId, token }: { tenantId: TenantId; token: string },
  { clientAddress, requestId, now }: By,
): Promise<Result<string, TokenRefusal>> {
  const taken = await takeStrict(env, portalOpenNetwork, clientNetwork(clientAddress));
  if (!taken.ok) return taken;
  const db = tenantDb(env.DB, tenantId);
  const link = isToken(token) && (await takePortalToken(db, await linkOf(token), now));
  if (!link) return err({ reason: "link_over" });
  return ok(await openSession(db, { proof: link.proof, index: link.emailIndex }, { requestId, now }));
}

/** For whoever has proven an address or number. The token is told once. */
export async function openSession(
  db: TenantDb,
  { proof, index }: PortalOwner,
  { requestId, now }: Pick<By, "requestId" | "now">,
): Promise<string> {
  const session = newToken();
  const row = { ...(await sessionOf(session)), proof, emailIndex: index };
  const entry = { actor: "web" as const, action: "portal.opened", subjectId: db.tenantId, facts: { proof } };
  await db.orm.batch([
    insertPortalToken(db, { ...row, createdAt: now, expiresAt: now + PORTAL_SESSION_MS }),
    auditInsert(db, { ...entry, requestId, at: now }),
  ]);
  return session;
}

/** Null: unknown, over, or of another business. */
export async function findPortal(
  env: Env,
  { tenantId, token }: { tenantId: TenantId; token: string },
  now: EpochMs,
): Promise<PortalSession | null> {
  if (!isToken(token)) return null;
  const db = tenantDb(env.DB, tenantId);
  const row = await findPortalToken(db, await sessionOf(token), now);
  return row && { db, proof: row.proof, index: row.emailIndex, tokenHash: row.tokenHash };
}

export async function closePortal({ db, tokenHash }: PortalSession, now: EpochMs): Promise<void> {
  await takePortalToken(db, { tokenHash, purpose: "session" }, now);
}

type Named = Pick<PortalTokenRow, "tokenHash" | "purpose">;

async function linkOf(token: string): Promise<Named> {
  return { tokenHash: await hashToken(token), purpose: "link" };
}

async function sessionOf(token: string): Promise<Named> {
  return { tokenHash: await hashToken(token), purpose: "session" };
}
