import type { Background } from "../../../db/directory.ts";
import { findAppointment } from "../../../db/queries/appointments.ts";
import { type AccountRow, findAccount, updateAccount } from "../../../db/queries/calendar-accounts.ts";
import {
  beginMirror,
  failMirror,
  listDueMirrors,
  type MirrorRow,
  nextMirrorAt,
  settleMirror,
} from "../../../db/queries/calendar-mirrors.ts";
import { findTarget } from "../../../db/queries/calendar-targets.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountRef } from "../../../domain/calendars/account-ref.ts";
import { belongsAt } from "../../../domain/calendars/concerned-targets.ts";
import type { CalendarMirrorId } from "../../../domain/ids.ts";
import { type EpochMs, MINUTE_MS } from "../../../domain/time.ts";
import { accessBranch } from "../../booking/branch-access.ts";
import { hasRollout } from "../../operations/rollouts.ts";
import { keyOfMirror, toMirrorEntry } from "./mirror-entry.ts";
import { noteBroken } from "./note-broken.ts";
import { openCalendarVendor } from "./open-vendor.ts";
import { type DueMirror, type MirrorBook, pushRound, type Wanted } from "./push-round.ts";
import { logEntry } from "./sync-log.ts";

/** A round is bounded; then the object looks again what is due. */
const PER_ROUND = 20;
/** A vendor that is not set up here may be by then. */
const NOT_CONFIGURED_MS = 60 * MINUTE_MS;
/** Operators stopped writing; what waits goes on by itself once they let it. */
const STOPPED_MS = 5 * MINUTE_MS;

type Due = DueMirror & { id: CalendarMirrorId; row: MirrorRow };

/** Writes what is due at one account. Tells when to come again; null when nothing waits, or nothing can be done. */
export async function pushDue(
  env: Env,
  background: Background,
  { tenantId, accountId }: CalendarAccountRef,
): Promise<EpochMs | null> {
  const db = tenantDb(env.DB, tenantId);
  const account = await findAccount(db, accountId);
  if (account?.state !== "connected") return null;
  if (!(await hasRollout(db, "calendar_writes"))) return Date.now() + STOPPED_MS;
  const vendor = await openCalendarVendor(env, db, account);
  if (!vendor.ok && vendor.error.reason === "not_configured") return Date.now() + NOT_CONFIGURED_MS;
  if (!vendor.ok) return breakOff(env, db, account);
  const end = await pushRound(vendor.value, bookOf(env, background, db, account), Date.now, Math.random);
  if (end.kind === "broken") return breakOff(env, db, account);
  const next = await nextMirrorAt(db, accountId);
  return next !== null && end.kind === "wait" ? Math.max(next, end.until) : next;
}

async function breakOff(env: Env, db: TenantDb, account: AccountRow): Promise<null> {
  await noteBroken(env, db, account, "credential_dead", Date.now());
  return null;
}

function bookOf(env: Env, background: Background, db: TenantDb, account: AccountRow): MirrorBook<Due> {
  return {
    due: async (now) => Promise.all((await listDueMirrors(db, account.id, now, PER_ROUND)).map(toDue)),
    wanted: (mirror) => wantedOf(env, background, db, mirror),
    async begin({ id }) {
      await beginMirror(db, id, Date.now());
    },
    async done({ id, row, seen }, { ref, version, startsAt, endsAt }) {
      const now = Date.now();
      const { externalId = null, etag = null, updatedAt: vendorUpdatedAt = null } = ref ?? {};
      const times = { writtenStartsAt: startsAt, writtenEndsAt: endsAt, vendorUpdatedAt };
      const written = { externalId, etag, ...times, doneVersion: version };
      await db.orm.batch([
        settleMirror(db, id, seen, written, now),
        updateAccount(db, account.id, { lastSyncAt: now, lastError: null }),
        logEntry(db, row, ref === null ? "removed" : "written", null, now),
      ]);
    },
    retry: (mirror, at, error) => fail(db, mirror, { state: "waiting", nextAttemptAt: at, lastError: error }),
    dead: (mirror, error) => fail(db, mirror, { state: "dead", nextAttemptAt: null, lastError: error }),
  };
}

async function toDue(row: MirrorRow): Promise<Due> {
  const { id, attempts, wantedVersion: seen, externalId, etag } = row;
  const known = externalId === null ? null : { externalId, etag };
  return { id, attempts, seen, known, key: await keyOfMirror(id), isBegun: row.begunAt !== null, row };
}

async function wantedOf(env: Env, background: Background, db: TenantDb, { row, key }: Due): Promise<Wanted> {
  const target = await findTarget(db, row.targetId);
  const appointment = await findAppointment(db, row.appointmentId);
  const nothing = { target: target?.externalId ?? "", version: appointment?.version ?? row.wantedVersion, entry: null };
  if (!target || !appointment || !belongsAt(target, appointment)) return nothing;
  const access = await accessBranch(env, background, { tenantId: db.tenantId, branchId: appointment.branchId });
  return access ? { ...nothing, entry: await toMirrorEntry(access, appointment, key) } : nothing;
}

async function fail(db: TenantDb, { row, id, seen }: Due, change: Parameters<typeof failMirror>[2]): Promise<void> {
  const now = Date.now();
  await db.orm.batch([
    failMirror(db, { id, seen }, change, now),
    updateAccount(db, row.accountId, { lastError: change.lastError, lastErrorAt: now }),
    logEntry(db, row, change.state === "dead" ? "given_up" : "retried", change.lastError, now),
  ]);
}
