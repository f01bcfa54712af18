import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import { type MirrorRow, mirrorsAt } from "../../../db/queries/calendar-mirrors.ts";
import {
  closeOpenProposal,
  insertProposal,
  openProposalsAt,
  type ProposalRow,
} from "../../../db/queries/calendar-proposals.ts";
import type { TargetRow } from "../../../db/queries/calendar-targets.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { judgeOutside, type OutsideVerdict } from "../../../domain/calendars/outside-change.ts";
import type { CalendarVendor, OutsideEntry } from "../../../providers/calendars/port.ts";
import { newId } from "../../new-id.ts";
import { applyProposal, type Within } from "./apply-proposal.ts";

export type Place = { db: TenantDb; vendor: CalendarVendor; account: AccountRow; target: TargetRow };
type Change = Exclude<OutsideVerdict, { kind: "ours" }>;

/**
 * Of our own entries: what somebody moved or deleted becomes a proposal, or is done at once where that is wanted. Tells
 * how many proposals are new.
 */
export async function noteOutside(within: Within, place: Place, entries: readonly OutsideEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const { db, target } = place;
  const told = toldBy(entries);
  const [mirrors, proposals] = await Promise.all([
    mirrorsAt(db, target.id, { ids: [...told.byId.keys()], keys: [...told.byKey.keys()] }),
    openProposalsAt(db, target.id),
  ]);
  const openOf = new Map(proposals.map((each) => [each.mirrorId, each]));
  let raised = 0;
  for (const mirror of mirrors) {
    const entry = told.byId.get(mirror.externalId ?? "") ?? told.byKey.get(mirror.entryKey ?? "");
    if (entry && (await settle(within, place, mirror, entry, openOf.get(mirror.id) ?? null))) raised += 1;
  }
  return raised;
}

/** What a person moves may have another id afterwards, but has our key. What is gone under another id is no news. */
function toldBy(entries: readonly OutsideEntry[]) {
  const byId = new Map(entries.map((entry) => [entry.externalId, entry]));
  const byKey = new Map<string, OutsideEntry>();
  for (const entry of entries) if (entry.key !== null && entry.kind === "present") byKey.set(entry.key, entry);
  return { byId, byKey };
}

/** True: a proposal was raised. */
async function settle(
  within: Within,
  place: Place,
  mirror: MirrorRow,
  entry: OutsideEntry,
  open: ProposalRow | null,
): Promise<boolean> {
  const { db, account } = place;
  const verdict = await judge(place, mirror, entry);
  if (verdict.kind === "ours") {
    if (open) await closeOpenProposal(db, mirror.id, within.now); // they put it back, or we wrote it anew
    return false;
  }
  if (open && isSame(open, verdict)) return false;
  const proposal = toProposal(mirror, verdict, within.now);
  await db.orm.batch([closeOpenProposal(db, mirror.id, within.now), insertProposal(db, proposal)]);
  if (account.outsideChange === "apply") await applyProposal(within, db, { ...proposal, tenantId: db.tenantId }, "system"); // biome-ignore format: one line
  return true;
}

/** What is gone is told without a time at some vendors: then it is looked at, for we may have written it since. */
async function judge({ vendor, target }: Place, mirror: MirrorRow, entry: OutsideEntry): Promise<OutsideVerdict> {
  const verdict = judgeOutside(mirror, entry);
  if (verdict.kind !== "deleted" || (entry.updatedAt ?? null) !== null) return verdict;
  const seen = await vendor.look(target.externalId, entry);
  if (!seen.ok) return { kind: "ours" }; // the next reading in full tells it again
  return seen.value === null ? verdict : judgeOutside(mirror, seen.value);
}

function isSame({ kind, startsAt, endsAt }: ProposalRow, verdict: Change): boolean {
  if (verdict.kind === "deleted") return kind === "deleted";
  return kind === "moved" && startsAt === verdict.startsAt && endsAt === verdict.endsAt;
}

function toProposal(
  { id: mirrorId, accountId, targetId, appointmentId, doneVersion }: MirrorRow,
  verdict: Change,
  raisedAt: number,
): Omit<ProposalRow, "tenantId"> {
  const { startsAt, endsAt } = verdict.kind === "moved" ? verdict : { startsAt: null, endsAt: null };
  const about = { accountId, targetId, mirrorId, appointmentId, appointmentVersion: doneVersion };
  const open = { state: "open", refusal: null, raisedAt, resolvedAt: null, resolvedBy: null } as const;
  return { id: newId("cpr"), ...about, kind: verdict.kind, startsAt, endsAt, ...open };
}
