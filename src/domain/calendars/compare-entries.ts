import type { EpochMs } from "../time.ts";
import { belongsAt, type MirroredAppointment, type WritingTarget } from "./concerned-targets.ts";

export type ComparedAppointment = MirroredAppointment & { startsAt: EpochMs; endsAt: EpochMs };

/** What we know of its entry. Null: nothing was ever wanted there. */
type ComparedMirror = {
  state: "waiting" | "done" | "dead" | "discarded";
  doneVersion: number;
  externalId: string | null;
  writtenStartsAt: EpochMs | null;
  writtenEndsAt: EpochMs | null;
};

/**
 * `fine`: as it shall be, on its way, or left to somebody. `failed`: it was given up. `missing`: never written.
 * `moved`: stands as the appointment was before. `absent`: it was written and is not told; somebody has to look.
 * `orphaned`: stands though it shall not.
 */
export type Finding = "fine" | "failed" | "missing" | "moved" | "absent" | "orphaned";

/** `isTold`: the vendor tells an entry with the mirror's id or our key that stands. */
export function findingOf(
  target: WritingTarget,
  appointment: ComparedAppointment,
  mirror: ComparedMirror | null,
  isTold: boolean,
): Finding {
  const belongs = belongsAt(target, appointment);
  if (!mirror) return belongs ? (isUpcoming(appointment) ? "missing" : "fine") : isTold ? "orphaned" : "fine";
  if (mirror.state === "dead") return "failed";
  if (mirror.state !== "done") return "fine";
  if (!belongs) return isTold ? "orphaned" : "fine";
  if (mirror.externalId === null) return isUpcoming(appointment) ? "missing" : "fine";
  if (mirror.doneVersion < appointment.version && !isAsWritten(appointment, mirror)) return "moved";
  return isTold ? "fine" : "absent";
}

/** What is over stays as it was, as when a calendar is connected. */
function isUpcoming({ status }: ComparedAppointment): boolean {
  return status === "confirmed" || status === "pending";
}

function isAsWritten({ startsAt, endsAt }: ComparedAppointment, mirror: ComparedMirror): boolean {
  return mirror.writtenStartsAt === startsAt && mirror.writtenEndsAt === endsAt;
}
