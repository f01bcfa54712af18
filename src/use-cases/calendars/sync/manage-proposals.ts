import type { ProposalState, ProposalView } from "../../../contracts/calendar-sync.ts";
import { theMirror, wantAgain } from "../../../db/queries/calendar-mirrors.ts";
import {
  changeProposal,
  findProposal,
  listProposals,
  type ProposalRow,
} from "../../../db/queries/calendar-proposals.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { CalendarProposalId, TenantId, UserId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { toUtc } from "../../../domain/time.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import type { Keeper } from "../keeper.ts";
import type { AccountRefusal } from "./account-refusal.ts";
import { applyProposal } from "./apply-proposal.ts";
import { wakeCalendarCouriers } from "./wake-couriers.ts";

export async function viewProposals(
  env: Env,
  tenantId: TenantId,
  state: ProposalState | undefined,
  page: Page,
): Promise<Paged<ProposalView>> {
  const { items, nextCursor } = await listProposals(tenantDb(env.DB, tenantId), state, page);
  return { items: items.map(toView), nextCursor };
}

/** Moves or cancels the appointment, as it was done outside. */
export function acceptProposal(keeper: Keeper, id: CalendarProposalId): Promise<Result<ProposalView, AccountRefusal>> {
  return resolve(keeper, id, "accepted", async (db, found) => {
    const applied = await applyProposal(keeper, db, found, userOf(keeper));
    return applied.ok ? null : applied.error;
  });
}

/** Our appointment stands as it is, and is written anew over what was done outside. */
export function dismissProposal(keeper: Keeper, id: CalendarProposalId): Promise<Result<ProposalView, AccountRefusal>> {
  return resolve(keeper, id, "dismissed", async (db, { mirrorId, accountId }) => {
    const closed = { state: "dismissed", resolvedAt: keeper.now, resolvedBy: userOf(keeper) } as const;
    await db.orm.batch([
      changeProposal(db, id, closed),
      wantAgain(db, theMirror(mirrorId), keeper.now, { etag: null }),
    ]);
    await wakeCalendarCouriers(keeper.env, db.tenantId, [accountId]);
    return null;
  });
}

async function resolve(
  keeper: Keeper,
  id: CalendarProposalId,
  as: "accepted" | "dismissed",
  act: (db: TenantDb, found: ProposalRow) => Promise<string | null>,
): Promise<Result<ProposalView, AccountRefusal>> {
  const db = dbOf(keeper);
  const found = await findProposal(db, id);
  if (!found) return err({ reason: "not_found", what: "calendar proposal" });
  if (found.state !== "open") return err({ reason: "proposal_closed" });
  const why = await act(db, found);
  if (why !== null) return err({ reason: "proposal_refused", why });
  await auditOf(keeper, `calendar_proposal.${as}`, id, { kind: found.kind, appointmentId: found.appointmentId });
  return ok(toView((await findProposal(db, id)) ?? found));
}

function userOf({ actor }: Keeper): UserId | "system" {
  return actor.kind === "user" ? actor.userId : "system";
}

function toView(row: ProposalRow): ProposalView {
  const { id, accountId, targetId, appointmentId, kind, state, refusal } = row;
  const at = (instant: number | null) => (instant === null ? null : toUtc(instant));
  const times = { startsAt: at(row.startsAt), endsAt: at(row.endsAt), raisedAt: toUtc(row.raisedAt) };
  return { id, accountId, targetId, appointmentId, kind, state, refusal, ...times, resolvedAt: at(row.resolvedAt) };
}
