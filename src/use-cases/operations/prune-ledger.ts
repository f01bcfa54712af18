import { askCalendar, type BranchAccess } from "../booking/branch-access.ts";

/** A night's work is bounded; what is left waits for the next one. */
const MAX_ROUNDS = 100;

/** Lets a branch's object forget its old log and past time, which the read model has. */
export async function pruneLedger(access: BranchAccess): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!(await askCalendar(access, (calendar, ref) => calendar.prune(ref)))) return;
  }
}
