import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { CalendarOptions } from "../calendar/calendar-options.tsx";
import { countDay } from "../calendar/day-columns.ts";
import { addDays, dayBounds } from "../calendar/zoned-time.ts";
import { Badge } from "../ui/badge.tsx";
import { DateStepper } from "./date-stepper.tsx";
import { ZoneNote } from "./zone-note.tsx";

type DayHeaderProps = { date: string; today: string; day: CalendarDayView | undefined };

export function DayHeader({ date, today, day }: DayHeaderProps) {
  const formats = useBranchFormats();
  const { start, end } = dayBounds(date, formats.timeZone);
  const noon = (start + end) / 2;

  return (
    <header className="flex shrink-0 flex-wrap items-end justify-between gap-x-6 gap-y-3 px-4 pt-5 pb-4 lg:px-6">
      <div className="min-w-0 sm:flex-1 sm:basis-76">
        <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-2xl font-semibold">
          {formats.day(noon)}
          <NearDay date={date} today={today} />
        </h1>
        <p className="mt-1 flex flex-wrap gap-x-4 text-sm whitespace-nowrap text-ink-faint">
          {day ? <DaySummary day={day} /> : null}
          <ZoneNote at={noon} />
        </p>
      </div>
      <div className="flex items-start gap-1.5 max-sm:w-full">
        <DateStepper date={date} today={today} />
        <CalendarOptions />
      </div>
    </header>
  );
}

function NearDay({ date, today }: { date: string; today: string }) {
  const t = useTranslations("live");
  if (date === today) return <Badge tone="accent">{t("today")}</Badge>;
  if (date === addDays(today, 1)) return <Badge>{t("tomorrow")}</Badge>;
  return date === addDays(today, -1) ? <Badge>{t("yesterday")}</Badge> : null;
}

function DaySummary({ day }: { day: CalendarDayView }) {
  const t = useTranslations("live");
  const { appointments, held, cancelled } = countDay(day);
  const parts = [t("appointments", { count: appointments })];
  if (held > 0) parts.push(t("held", { count: held }));
  if (cancelled > 0) parts.push(t("cancelled", { count: cancelled }));
  return <span>{parts.join(" · ")}</span>;
}
