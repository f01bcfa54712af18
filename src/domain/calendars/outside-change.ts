import type { EpochMs } from "../time.ts";

type Written = {
  etag: string | null;
  writtenStartsAt: EpochMs | null;
  writtenEndsAt: EpochMs | null;
  /** By the vendor's clock, as the entry's own. */
  vendorUpdatedAt: EpochMs | null;
  state: string;
};
type Outside = { etag: string | null; updatedAt?: EpochMs | null } & (
  | { kind: "gone" }
  | { kind: "present"; startsAt: EpochMs; endsAt: EpochMs }
);

export type OutsideVerdict =
  /** It is as we wrote it, or we are about to write it anew. */
  { kind: "ours" } | { kind: "moved"; startsAt: EpochMs; endsAt: EpochMs } | { kind: "deleted" };

/** Did somebody move or delete the entry that we wrote? What they write in it is theirs. */
export function judgeOutside(mirror: Written, outside: Outside): OutsideVerdict {
  const { writtenStartsAt, writtenEndsAt, etag } = mirror;
  if (mirror.state !== "done" || writtenStartsAt === null || writtenEndsAt === null) return { kind: "ours" };
  if (isFromBefore(mirror, outside)) return { kind: "ours" };
  if (outside.kind === "gone") return { kind: "deleted" };
  if (etag !== null && etag === outside.etag) return { kind: "ours" };
  const { startsAt, endsAt } = outside;
  return startsAt === writtenStartsAt && endsAt === writtenEndsAt ? { kind: "ours" } : { kind: "moved", startsAt, endsAt }; // biome-ignore format: one line
}

/** Read before our last write, though we hear of it after: no change of anybody's. Both times are the vendor's. */
function isFromBefore({ vendorUpdatedAt }: Written, { updatedAt = null }: Outside): boolean {
  return vendorUpdatedAt !== null && updatedAt !== null && updatedAt <= vendorUpdatedAt;
}
