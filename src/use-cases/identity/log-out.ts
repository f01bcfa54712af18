import { auditInsert } from "../../db/queries/audit.ts";
import { deleteSession } from "../../db/queries/identity.ts";
import { findOpenImpersonation } from "../../db/queries/impersonations.ts";
import { findSessionRow } from "../../db/queries/platform.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";
import { closeLiveViews } from "./close-live-views.ts";
import { stopImpersonation } from "./operators/impersonate.ts";
import { hashToken, isToken } from "./token.ts";

/** Ends the session at once, everywhere. A token that opens nothing is no error. */
export async function logOut(env: Env, token: string, { requestId, now }: { requestId: string; now: EpochMs }) {
  if (!isToken(token)) return;
  const tokenHash = await hashToken(token);
  const session = await findSessionRow(env.DB, tokenHash);
  if (!session) return leaveTenant(env, tokenHash, { requestId, now });
  const { tenantId, userId: id, id: sessionId } = session;
  const db = tenantDb(env.DB, tenantId);
  await db.orm.batch([
    deleteSession(db, tokenHash),
    auditInsert(db, { actor: id, action: "session.closed", subjectId: id, facts: { sessionId }, requestId, at: now }),
  ]);
  if (sessionId) await closeLiveViews(env, tenantId, [sessionId]);
}

/** For an operator who was looking into a tenant, to sign out is to leave it. */
async function leaveTenant(env: Env, tokenHash: string, { requestId, now }: { requestId: string; now: EpochMs }) {
  const found = await findOpenImpersonation(env.DB, tokenHash, now);
  if (found) await stopImpersonation(env, { ...found.impersonation, requestId, now });
}
