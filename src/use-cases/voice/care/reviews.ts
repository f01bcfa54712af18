import type { CallReviewView } from "../../../contracts/call-care.ts";
import { listOpenReviews, markSeen } from "../../../db/queries/call-quality.ts";
import { findCall } from "../../../db/queries/calls.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { type Sight, sightOf } from "../../../domain/identity/sight.ts";
import type { BranchId, CallId, TenantId } from "../../../domain/ids.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";

/** Calls that went badly and that nobody has looked into, the latest first. */
export async function viewReviews(
  env: Env,
  { tenantId, sight }: { tenantId: TenantId; sight: Sight },
  branchId: BranchId | undefined,
  page: Page,
): Promise<Paged<CallReviewView>> {
  const { items, nextCursor } = await listOpenReviews(tenantDb(env.DB, tenantId), { branchId, sight }, page);
  const views = items.map(({ callId, branchId: branch, at, score, findings }) => {
    return { callId, branchId: branch, at: new Date(at).toISOString(), score: score ?? 0, findings };
  });
  return { items: views, nextCursor };
}

/** False when the actor has no such call. Saying it twice changes nothing. */
export async function settleReview(clerk: Clerk, callId: CallId): Promise<boolean> {
  const db = dbOf(clerk);
  if (!(await findCall(db, callId, sightOf(clerk.actor)))) return false;
  await markSeen(db, callId, clerk.now, entryOf(clerk, "call.reviewed", callId, {}));
  return true;
}
