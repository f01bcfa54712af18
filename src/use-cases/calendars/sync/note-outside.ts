import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import { type MirrorRow, mirrorsAt } from "../../../db/queries/calendar-mirrors.ts";
import { closeOpenProposal, insertProposal, type ProposalRow } from "../../../db/queries/calendar-proposals.ts";
import type { TargetRow } from "../../../db/queries/calendar-targets.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { judgeOutside, type OutsideVerdict } from "../../../domain/calendars/outside-change.ts";
import type { OutsideEntry } from "../../../providers/calendars/port.ts";
import { newId } from "../../new-id.ts";
import { applyProposal, type Within } from "./apply-proposal.ts";

/** Of our own entries: what somebody moved or deleted becomes a proposal, or is done at once where that is wanted. */
export async function noteOutside(
  within: Within,
  db: TenantDb,
  account: AccountRow,
  target: TargetRow,
  entries: readonly OutsideEntry[],
): Promise<void> {
  const told = new Map(entries.map((entry) => [entry.externalId, entry]));
  if (told.size === 0) return;
  for (const mirror of await mirrorsAt(db, target.id, [...told.keys()])) {
    const entry = told.get(mirror.externalId ?? "");
    // Written while we read: what we read may be older than what we wrote.
    if (!entry || mirror.updatedAt >= within.now) continue;
    const verdict = judgeOutside(mirror, entry);
    if (verdict.kind === "ours") {
      await closeOpenProposal(db, mirror.id, within.now); // they put it back, or we wrote it anew
      continue;
    }
    const proposal = toProposal(mirror, verdict, within.now);
    await db.orm.batch([closeOpenProposal(db, mirror.id, within.now), insertProposal(db, proposal)]);
    if (account.outsideChange === "apply") await applyProposal(within, db, { ...proposal, tenantId: db.tenantId }, "system"); // biome-ignore format: one line
  }
}

function toProposal(
  { id: mirrorId, accountId, targetId, appointmentId, doneVersion }: MirrorRow,
  verdict: Exclude<OutsideVerdict, { kind: "ours" }>,
  raisedAt: number,
): Omit<ProposalRow, "tenantId"> {
  const { startsAt, endsAt } = verdict.kind === "moved" ? verdict : { startsAt: null, endsAt: null };
  const about = { accountId, targetId, mirrorId, appointmentId, appointmentVersion: doneVersion };
  const open = { state: "open", refusal: null, raisedAt, resolvedAt: null, resolvedBy: null } as const;
  return { id: newId("cpr"), ...about, kind: verdict.kind, startsAt, endsAt, ...open };
}
