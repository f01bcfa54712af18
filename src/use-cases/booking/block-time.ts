import { placeOfNote } from "../../db/waitlist-views.ts";
import { type BusyAnswers, type BusyTime, MANUAL_SOURCE } from "../../domain/booking/busy.ts";
import type { Idempotency } from "../../domain/booking/commands.ts";
import { askCalendar, type BranchAccess } from "./branch-access.ts";
import { idOfRequest } from "./id-of-request.ts";

type BlockInput = Pick<BusyTime, "calendarId" | "start" | "end"> & {
  note: string | null;
  actor: string;
  idempotency: Idempotency;
};

/** Staff block time by hand. Null: the branch has no such staff member or resource. */
export async function blockTime(
  access: BranchAccess,
  { note, actor, idempotency, ...time }: BlockInput,
): Promise<BusyAnswers["block"] | null> {
  const { staff, resources } = access.rules;
  if (![...staff, ...resources].some(({ id }) => id === time.calendarId)) return null;
  const id = await idOfRequest("bsy", idempotency);
  const sealedNote = note === null ? null : await access.vault.seal(placeOfNote(id), note);
  const busy = { ...time, id, source: MANUAL_SOURCE, sealedNote };
  const { fingerprint, requestId = null } = idempotency;
  const command = { busy, fingerprint, actor, requestId };
  return askCalendar(access, (calendar, ref) => calendar.busy(ref, "block", command));
}
