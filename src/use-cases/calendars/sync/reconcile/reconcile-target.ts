import { type MirrorRow, wantMirrors } from "../../../../db/queries/calendar-mirrors.ts";
import { appointmentsAt, repairMirror, writtenAt } from "../../../../db/queries/calendar-reconciles.ts";
import { type ComparedAppointment, type Finding, findingOf } from "../../../../domain/calendars/compare-entries.ts";
import { mirrorWindow } from "../../../../domain/calendars/decide-push.ts";
import type { EpochMs } from "../../../../domain/time.ts";
import type { CalendarFailure, OutsideEntry } from "../../../../providers/calendars/port.ts";
import { derivedId } from "../../../derived-id.ts";
import type { Within } from "../apply-proposal.ts";
import { markMirrors, toMirror } from "../mark-mirrors.ts";
import { keyOfMirror } from "../mirror-entry.ts";
import { noteOutside, type Place } from "../note-outside.ts";
import { readChanges } from "../read-changes.ts";
import { wakeCalendarCouriers } from "../wake-couriers.ts";

/** `again`: when to come again, for not all could be looked at. */
export type Comparison = { checked: number; counts: Counts; again: EpochMs | null; error: string | null };
type Counts = Record<"missing" | "moved" | "orphaned" | "gone" | "proposed" | "failed", number>;

type Row = { appointment: ComparedAppointment; mirror: MirrorRow | null };
type Compared = Row & { finding: Finding; entry: OutsideEntry | null };
type Step = { within: Within; place: Place; counts: Counts };

/** More than a member does in half a year. */
const MAX_APPOINTMENTS = 5_000;
/** Each is a request of its own. */
const MAX_LOOKS = 50;
const RETRY_MS = 60_000;

/**
 * Compares what shall stand in a calendar with what does, and has the courier write what differs. What people did there
 * is theirs to decide about, as ever. Our rows are read first: what changes meanwhile is left alone.
 */
export async function reconcileTarget(within: Within, place: Place): Promise<Comparison> {
  const counts: Counts = { missing: 0, moved: 0, orphaned: 0, gone: 0, proposed: 0, failed: 0 };
  const window = mirrorWindow(within.now);
  const rows = await rowsOf(place, window);
  const read = await readChanges(place.vendor, place.target.externalId, null, window);
  if (!read.ok) return { checked: 0, counts, again: againAfter(read.error, within.now), error: read.error.reason };
  const step = { within, place, counts };
  counts.proposed += await noteOutside(within, place, read.value.entries);
  const compared = await compare(place, rows, read.value.entries);
  counts.failed = compared.filter(({ finding }) => finding === "failed").length;
  await writeAnew(step, compared);
  await takeAway(step, compared);
  await takeAwaySeconds(step, compared, read.value.entries);
  const again = await lookAtAbsent(step, compared);
  await wakeCalendarCouriers(within.env, place.db.tenantId, [place.account.id]);
  const error = rows.length >= MAX_APPOINTMENTS ? "too_many" : null;
  return { checked: rows.length, counts, again, error };
}

/** A vendor that cannot be asked now is asked again; one that refuses has been asked. */
function againAfter(error: CalendarFailure, now: EpochMs): EpochMs | null {
  if ("retryAt" in error) return error.retryAt;
  if (error.reason === "throttled") return now + (error.retryAfterMs ?? RETRY_MS);
  const mayHeal = ["vendor_error", "timeout", "unreachable", "unreadable_answer"].includes(error.reason);
  return mayHeal ? now + RETRY_MS : null;
}

async function rowsOf({ db, target }: Place, window: ReturnType<typeof mirrorWindow>): Promise<Row[]> {
  const own = await appointmentsAt(db, target, window, MAX_APPOINTMENTS);
  const written = await writtenAt(db, target, window, MAX_APPOINTMENTS);
  return [...new Map([...written, ...own].map((row) => [row.appointment.id, row])).values()];
}

async function compare({ target }: Place, rows: Row[], entries: OutsideEntry[]): Promise<Compared[]> {
  const standing = entries.filter(({ kind }) => kind === "present");
  const byId = new Map(standing.map((entry) => [entry.externalId, entry]));
  const byKey = new Map(standing.flatMap((entry) => (entry.key === null ? [] : [[entry.key, entry] as const])));
  return Promise.all(
    rows.map(async ({ appointment, mirror }) => {
      const key = mirror?.entryKey ?? (await keyOfMirror(await derivedId("cmr", `${appointment.id}|${target.id}`)));
      const entry = byId.get(mirror?.externalId ?? "") ?? byKey.get(key) ?? null;
      return { appointment, mirror, entry, finding: findingOf(target, appointment, mirror, entry !== null) };
    }),
  );
}

async function writeAnew({ within, place: { db }, counts }: Step, compared: Compared[]): Promise<void> {
  const behind = compared.filter(({ finding }) => finding === "missing" || finding === "moved");
  for (const { finding } of behind) counts[finding === "missing" ? "missing" : "moved"] += 1;
  if (behind.length === 0) return;
  // Marks what has no mirror, or has one of an older version; what has one of this version is asked for below.
  await markMirrors(db, behind.map(({ appointment }) => appointment.id), within.now); // biome-ignore format: one line
  for (const { mirror } of behind) if (mirror) await repairMirror(db, mirror, { etag: null }, within.now);
}

/** What stands though it shall not. Where we have no mirror, there is one from now on, and the courier finds the entry. */
async function takeAway({ within, place, counts }: Step, compared: Compared[]): Promise<void> {
  const { db, target } = place;
  for (const { finding, mirror, appointment, entry } of compared) {
    if (finding !== "orphaned" || !entry) continue;
    counts.orphaned += 1;
    if (mirror) await repairMirror(db, mirror, { externalId: entry.externalId, etag: null }, within.now);
    else await wantMirrors(db, [await toMirror({ appointmentId: appointment.id, version: appointment.version, target })], within.now); // biome-ignore format: one line
  }
}

/** What stands twice under one key: the entry that we know stays, if it is still where we know it. */
async function takeAwaySeconds({ place, counts }: Step, compared: Compared[], entries: OutsideEntry[]): Promise<void> {
  const { vendor, target } = place;
  const known = new Set(compared.map(({ mirror }) => mirror?.externalId));
  const firstOf = new Map(compared.flatMap(({ mirror, entry }) => (mirror && entry && mirror.externalId === entry.externalId ? [[entry.key, entry] as const] : []))); // biome-ignore format: one line
  for (const second of entries) {
    const first = second.key === null ? undefined : firstOf.get(second.key);
    if (!first || second.kind === "gone" || known.has(second.externalId)) continue;
    const seen = await vendor.look(target.externalId, first);
    if (!seen.ok || seen.value?.kind !== "present" || seen.value.externalId !== first.externalId) continue;
    const removed = await vendor.remove(target.externalId, { externalId: second.externalId, etag: null });
    if (removed.ok) counts.orphaned += 1;
  }
}

/** What is not told may stand outside the window, or be gone: the vendor is asked for each. Tells when to come again. */
async function lookAtAbsent({ within, place, counts }: Step, compared: Compared[]): Promise<EpochMs | null> {
  const absent = compared.filter(({ finding }) => finding === "absent");
  for (const { mirror } of absent.slice(0, MAX_LOOKS)) {
    if (!mirror?.externalId) continue;
    const { externalId, etag } = mirror;
    const seen = await place.vendor.look(place.target.externalId, { externalId, etag });
    if (!seen.ok) return againAfter(seen.error, within.now);
    if (seen.value) {
      counts.proposed += await noteOutside(within, place, [{ ...seen.value, externalId }]);
      continue;
    }
    counts.gone += 1;
    await repairMirror(place.db, mirror, { externalId: null, etag: null, begunAt: within.now }, within.now);
  }
  return absent.length > MAX_LOOKS ? within.now : null;
}
