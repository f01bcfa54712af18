import { decidePush } from "../../../domain/calendars/decide-push.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import type { CalendarFailure, CalendarVendor, MirrorEntry, MirrorRef } from "../../../providers/calendars/port.ts";

/** A mirror that is behind. `seen`: the version that was wanted when it was read. */
export type DueMirror = {
  id: string;
  attempts: number;
  seen: number;
  known: MirrorRef | null;
  key: string;
  /** Somebody began to create it, and nobody noted how that ended. */
  isBegun: boolean;
};

/** What shall stand at the target by now, read anew. Entry null: nothing. */
export type Wanted = { target: string; version: number; entry: MirrorEntry | null };

export type Written = { ref: MirrorRef | null; version: number; startsAt: EpochMs | null; endsAt: EpochMs | null };

/** Where mirrors stand, as one round of pushing needs them. */
export type MirrorBook<M extends DueMirror> = {
  due(now: EpochMs): Promise<M[]>;
  wanted(mirror: M): Promise<Wanted>;
  /** The entry is about to be created at a vendor that would create it twice. */
  begin(mirror: M): Promise<void>;
  done(mirror: M, written: Written): Promise<void>;
  retry(mirror: M, at: EpochMs, error: string): Promise<void>;
  dead(mirror: M, error: string): Promise<void>;
};

export type RoundEnd = { kind: "done" } | { kind: "wait"; until: EpochMs } | { kind: "broken" };

/** Brings what is due to its wanted state, one after the other. Stops when the account has to wait. */
export async function pushRound<M extends DueMirror>(
  vendor: CalendarVendor,
  book: MirrorBook<M>,
  clock: () => EpochMs,
  random: () => number,
): Promise<RoundEnd> {
  for (const mirror of await book.due(clock())) {
    const wanted = await book.wanted(mirror);
    if (wanted.entry && !vendor.takesOurIds && isFirst(mirror)) await book.begin(mirror);
    const pushed = await push(vendor, mirror, wanted);
    if (pushed.ok) {
      const { entry, version } = wanted;
      await book.done(mirror, {
        ref: pushed.value,
        version,
        startsAt: entry?.startsAt ?? null,
        endsAt: entry?.endsAt ?? null,
      });
      continue;
    }
    const verdict = decidePush(pushed.error, mirror.attempts, clock(), random());
    if (verdict.kind === "wait" || verdict.kind === "broken") return verdict;
    if (verdict.kind === "retry") await book.retry(mirror, verdict.at, verdict.error);
    else await book.dead(mirror, verdict.error);
  }
  return { kind: "done" };
}

type Pushed = Promise<Result<MirrorRef | null, CalendarFailure>>;

function isFirst({ known, attempts, isBegun }: DueMirror): boolean {
  return known === null && attempts === 0 && !isBegun;
}

async function push(vendor: CalendarVendor, mirror: DueMirror, { target, entry }: Wanted): Pushed {
  if (entry === null) return takeAway(vendor, target, mirror);
  const told = { ...entry, isFirstAttempt: isFirst(mirror) };
  const put = await vendor.put(target, told, mirror.known);
  if (put.ok || put.error.reason !== "changed_meanwhile" || mirror.known === null) return put;
  // Somebody touched our entry, and the appointment has changed since: the appointment wins.
  return vendor.put(target, told, { ...mirror.known, etag: null });
}

/** An entry whose creation was not answered, or was answered and not noted, may stand there all the same. */
async function takeAway(vendor: CalendarVendor, target: string, { known, key }: DueMirror): Pushed {
  const standing = known === null && vendor.find ? await vendor.find(target, key) : ok(known);
  if (!standing.ok) return standing;
  if (standing.value === null) return ok(null);
  const removed = await vendor.remove(target, { ...standing.value, etag: null });
  return removed.ok ? ok(null) : err(removed.error);
}
