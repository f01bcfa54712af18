import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CalendarDayView } from "../../contracts/booking.ts";
import type { BusyView, ConflictView } from "../../contracts/busy.ts";
import { busyQuery, conflictsQuery } from "../api/booking.ts";
import { type Around } from "./day-columns.ts";
import { dayBounds } from "./zoned-time.ts";

const NONE: readonly BusyView[] = [];

/** What a day shows beside its appointments. Until it is known, or where it cannot be read, the day stands alone. */
export function useAround({ branchId, date, timeZone }: CalendarDayView): Around {
  const busy = useQuery(busyQuery(branchId, dayBounds(date, timeZone))).data ?? NONE;
  const clashing = useClashing(branchId);
  return useMemo(() => ({ busy, clashing }), [busy, clashing]);
}

/** The appointments that busy time lies over. */
export function useClashing(branchId: string): ReadonlySet<string> {
  const conflicts = useQuery(conflictsQuery(branchId)).data;
  return useMemo(() => idsIn(conflicts), [conflicts]);
}

function idsIn(conflicts: readonly ConflictView[] = []): ReadonlySet<string> {
  return new Set(conflicts.map(({ appointmentId }) => appointmentId));
}
