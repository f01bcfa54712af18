import { type PushNote, pushTarget } from "../../contracts/push.ts";
import type { Background } from "../../db/directory.ts";
import { type AppointmentRow, findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { deletePushSubscriptions, listPushTargets } from "../../db/queries/push.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { findService, findStaff } from "../../domain/booking/rulebook.ts";
import { sightOfMember } from "../../domain/identity/permissions.ts";
import { sees } from "../../domain/identity/sight.ts";
import type { AppointmentId, BranchId, TenantId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { dayWords } from "../../domain/messaging/day-words.ts";
import { sendPushNote } from "../../providers/push/web-push.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import { tenantVault } from "../tenant-vault.ts";

/** Of one business. A round asks this many at a time. */
const MAX_DEVICES = 200;
const AT_ONCE = 20;

type Told = { row: AppointmentRow; access: BranchAccess };

/**
 * Tells devices of new bookings that their users may see, once, best effort: what a browser's maker does not take is not
 * tried again, and a device that is gone is forgotten.
 */
export async function sendPush(
  env: Env,
  background: Background,
  { tenantId, appointmentIds }: { tenantId: TenantId; appointmentIds: readonly AppointmentId[] },
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const devices = await listPushTargets(db, MAX_DEVICES);
  if (devices.length === 0) return;
  const [vault, told] = [await tenantVault(env, db), await readTold(env, background, tenantId, appointmentIds)];
  const tell = async ({ row, user }: (typeof devices)[number]) => {
    const sight = sightOfMember(user);
    const note = noteOf(
      user.language,
      told.filter((each) => sees(sight, each.row.staffId)),
    );
    if (!note) return [];
    const sealed = await vault.open({ purpose: "push.target", row: row.id }, row.sealedTarget);
    const outcome = await sendPushNote(env, pushTarget.parse(JSON.parse(sealed)), note);
    return outcome === "gone" ? [row.id] : [];
  };
  for (let from = 0; from < devices.length; from += AT_ONCE) {
    const gone = (await Promise.all(devices.slice(from, from + AT_ONCE).map(tell))).flat();
    if (gone.length > 0) await deletePushSubscriptions(db, gone);
  }
}

async function readTold(env: Env, background: Background, tenantId: TenantId, ids: readonly AppointmentId[]) {
  const rows = await findAppointmentsByIds(tenantDb(env.DB, tenantId), ids);
  const branches = new Map<BranchId, BranchAccess | null>();
  for (const { branchId } of rows) {
    if (!branches.has(branchId)) branches.set(branchId, await accessBranch(env, background, { tenantId, branchId }));
  }
  return rows.flatMap((row): Told[] => {
    const access = branches.get(row.branchId);
    return access && (row.status === "confirmed" || row.status === "pending") ? [{ row, access }] : [];
  });
}

const WORDS: Record<Language, { one: string; request: string; many(count: number): string }> = {
  de: { one: "Neue Buchung", request: "Neue Anfrage", many: (count) => `${count} neue Buchungen` },
  en: { one: "New booking", request: "New request", many: (count) => `${count} new bookings` },
};

/** No names: a locked screen shows it to whoever stands near. Null: nothing they may see. */
export function noteOf(language: Language, told: readonly Told[]): PushNote | null {
  const [first] = told;
  if (!first) return null;
  const words = WORDS[language];
  if (told.length > 1) {
    return { title: words.many(told.length), body: first.access.rules.branchName, url: "/app/today", tag: "bookings" };
  }
  const { row, access } = first;
  const { rules } = access;
  const what = [findService(rules, row.serviceId)?.name, findStaff(rules, row.staffId)?.name].filter(Boolean);
  const { date, time } = dayWords(language, rules.timeZone, row.startsAt);
  const body = `${date}, ${time}\n${what.join(" · ")}`;
  const url = `/app/calendar?branch=${row.branchId}&appointment=${row.id}`;
  return { title: row.status === "pending" ? words.request : words.one, body, url, tag: row.id };
}
