import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CalendarDayView } from "../../contracts/booking.ts";
import type { BusyView, ConflictView } from "../../contracts/busy.ts";
import { busyQuery, conflictsQuery } from "../api/booking.ts";
import { type Around } from "./day-columns.ts";
import { dayBounds, type Span } from "./zoned-time.ts";

const NONE: readonly BusyView[] = [];

/** What a day shows beside its appointments. */
export function useAround({ branchId, date, timeZone }: CalendarDayView): Around {
  return useAroundIn(branchId, dayBounds(date, timeZone));
}

/** The same of days in a row. Until it is known, or where it cannot be read, they stand alone. */
export function useAroundIn(branchId: string, days: Span): Around {
  const busy = useQuery(busyQuery(branchId, days)).data ?? NONE;
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
