import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { dropExpiredHolds } from "./apply-branch-frame.ts";
import { useNow } from "./clock.ts";

/** A hold ends by time alone; the event that says so may come later, or never. */
export function HoldSweeper({ branchId }: { branchId: string }) {
  const client = useQueryClient();
  const now = useNow(1_000);
  useEffect(() => {
    for (const [queryKey, day] of client.getQueriesData<CalendarDayView>({ queryKey: ["calendar", branchId] })) {
      const swept = day && dropExpiredHolds(day, now);
      if (swept && swept !== day) client.setQueryData(queryKey, swept);
    }
  }, [client, branchId, now]);
  return null;
}
