import type { AppointmentId } from "../ids.ts";
import { DAY_MS, type EpochMs } from "../time.ts";
import { newsKind } from "./appointment-news.ts";

/** A message to or from somebody, as far as it tells what a bare YES is about. */
export type Exchanged = {
  direction: "outbound" | "inbound";
  kind: string;
  appointmentId: AppointmentId | null;
  appointmentStartsAt: EpochMs | null;
  createdAt: EpochMs;
};

/** Of what was written this long before the last message, somebody may still be answering the other one. */
const STILL_MEANT_MS = DAY_MS;

/**
 * About which appointment a bare YES or NO is: the one that the last message to them was about. Null: that asked of no
 * appointment ahead, such as a note by a person, or two were asked about at once, so that a person must read the answer.
 * `exchanged`: newest first.
 */
export function askedAbout(exchanged: readonly Exchanged[], now: EpochMs): AppointmentId | null {
  // A code is to be typed in somewhere else: nobody answers it.
  const all = exchanged.filter(({ kind }) => kind !== "code");
  const last = all.find(({ direction }) => direction === "outbound");
  if (!last || !asksAhead(last, now)) return null;
  const answeredAt = all.findIndex(({ direction, kind }) => direction === "inbound" && isAnswer(kind));
  const open = answeredAt < 0 ? all : all.slice(0, answeredAt);
  const meant = open.filter((each) => asksAhead(each, now) && each.createdAt > last.createdAt - STILL_MEANT_MS);
  const ids = new Set(meant.map(({ appointmentId }) => appointmentId));
  return ids.size > 1 ? null : last.appointmentId;
}

function asksAhead({ direction, kind, appointmentId, appointmentStartsAt }: Exchanged, now: EpochMs): boolean {
  const isNews = direction === "outbound" && newsKind.safeParse(kind).success;
  return isNews && appointmentId !== null && appointmentStartsAt !== null && appointmentStartsAt > now;
}

function isAnswer(kind: string): boolean {
  return kind === "confirm" || kind === "cancel";
}
