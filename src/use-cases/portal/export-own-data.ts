import { rowToAppointmentView } from "../../db/booking-views.ts";
import type { Background } from "../../db/directory.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { toWaitlistEntryView } from "../../db/waitlist-views.ts";
import type { EpochMs } from "../../domain/time.ts";
import { viewContextOf } from "../booking/branch-access.ts";
import type { PortalSession } from "./open-portal.ts";
import { listOwnWaiting } from "./own-waitlist.ts";
import { viewPortal } from "./view-portal.ts";

/** What the business holds of the customer's appointments and waiting, in a form that machines read (GDPR, article 20). */
export async function exportOwnData(
  env: Env,
  background: Background,
  session: PortalSession,
  { requestId, now }: { requestId: string; now: EpochMs },
) {
  const { db } = session;
  const [{ upcoming, past }, waiting] = await Promise.all([
    viewPortal(env, background, session, now),
    listOwnWaiting(env, background, session),
  ]);
  const appointments = await Promise.all(
    [...upcoming, ...past].map(({ row, access }) => rowToAppointmentView(row, viewContextOf(access))),
  );
  const waitlist = await Promise.all(
    waiting.map(({ entry, access }) => toWaitlistEntryView(entry, viewContextOf(access))),
  );
  const facts = { appointments: appointments.length, waitlist: waitlist.length };
  const entry = { actor: "web" as const, action: "portal.exported", subjectId: db.tenantId, facts, requestId, at: now };
  await auditInsert(db, entry);
  return { exportedAt: new Date(now).toISOString(), appointments, waitlist };
}
