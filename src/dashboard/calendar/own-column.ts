import type { DayColumn } from "./day-columns.ts";

/** In the address: everybody, where leaving it out would mean oneself. */
export const EVERYBODY = "all";

/** Whose column is shown: the one in the address; of somebody who works there, their own. Undefined: everybody's. */
export function chosenStaff(
  asked: string | undefined,
  { role, staffId }: { role: string; staffId: string | null },
): string | undefined {
  if (asked === EVERYBODY) return undefined;
  return asked ?? (role === "staff" && staffId ? staffId : undefined);
}

/** One's own column comes first. */
export function ownFirst(columns: DayColumn[], own: string | null): DayColumn[] {
  const mine = columns.filter(({ staffId }) => staffId === own);
  return mine.length === 0 ? columns : [...mine, ...columns.filter(({ staffId }) => staffId !== own)];
}
