import type { Background } from "../../db/directory.ts";
import { findTenant } from "../../db/queries/identity.ts";
import type { AppointmentId } from "../../domain/ids.ts";
import { accessBranch, askCalendar } from "../booking/branch-access.ts";
import type { Managed } from "../booking/public/manage-link.ts";
import type { PortalSession } from "./open-portal.ts";
import { findOwnRow } from "./own-rows.ts";

/**
 * An appointment to see, move or cancel. The calendar itself has the last word on whose it is. Null: it does not exist,
 * or somebody else booked it.
 */
export async function findOwnAppointment(
  env: Env,
  background: Background,
  { db, proof, index }: PortalSession,
  id: AppointmentId,
): Promise<Managed | null> {
  const row = await findOwnRow(env, db, { proof, index }, id);
  const access = row && (await accessBranch(env, background, row));
  if (!access) return null;
  const [appointment, business] = await Promise.all([
    askCalendar(access, (calendar, ref) => calendar.appointment(ref, id)),
    findTenant(db),
  ]);
  const isTheirs = appointment?.contact[proof === "email" ? "emailIndex" : "phoneIndex"] === index;
  return isTheirs && business ? { access, appointment, linkHash: index, business } : null;
}
