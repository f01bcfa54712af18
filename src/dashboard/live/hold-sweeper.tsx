import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { calendarDayQuery } from "../api/queries.ts";
import { dropExpiredHolds } from "./apply-branch-frame.ts";
import { useNow } from "./clock.ts";

/** A hold ends by time alone; the event that says so may come later, or never. */
export function HoldSweeper({ day }: { day: CalendarDayView }) {
  const client = useQueryClient();
  const now = useNow(1_000);
  useEffect(() => {
    const swept = dropExpiredHolds(day, now);
    if (swept !== day) client.setQueryData(calendarDayQuery(day.branchId, day.date).queryKey, swept);
  }, [client, day, now]);
  return null;
}
