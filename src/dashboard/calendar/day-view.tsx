import { useQuery } from "@tanstack/react-query";
import { calendarDayQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { DayHeader } from "../live/day-header.tsx";
import { CalendarPanel } from "./calendar-panel.tsx";

/** What every view of the calendar is told: the date in question, and which one is today. */
export type ViewProps = { date: string; today: string };

export function DayView({ date, today }: ViewProps) {
  const { branch } = useSignedIn();
  const day = useQuery(calendarDayQuery(branch.id, date));
  return (
    <>
      <DayHeader date={date} today={today} day={day.data} />
      <CalendarPanel day={day.data} error={day.error} onRetry={() => void day.refetch()} />
    </>
  );
}
