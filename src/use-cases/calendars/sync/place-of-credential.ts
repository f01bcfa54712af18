import type { CalendarAccountId } from "../../../domain/ids.ts";

/** Where an account's credential is sealed. */
export function placeOfCredential(row: CalendarAccountId) {
  return { purpose: "calendar.credential", row } as const;
}
