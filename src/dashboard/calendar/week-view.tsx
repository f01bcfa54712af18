import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { calendarDayQuery } from "../api/queries.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { type LiveSearch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CalendarOptions } from "./calendar-options.tsx";
import { weekDates } from "./date-ranges.ts";
import { type Around, dayItems, staffOf } from "./day-columns.ts";
import type { ViewProps } from "./day-view.tsx";
import { firstOf } from "./first-of.ts";
import { ItemChip } from "./item-chip.tsx";
import { RangeHeader } from "./range-header.tsx";
import { useAroundIn } from "./use-around.ts";
import { useChosenStaff } from "./use-chosen-staff.ts";
import { addDays, dayBounds } from "./zoned-time.ts";

/** Seven live days beside each other, each in the order of time: as long a day as the clocks make it. */
export function WeekView({ date, today }: ViewProps) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const dates = weekDates(date);
  const bounds = (each: string | undefined) => dayBounds(each ?? date, branch.timeZone);
  const around = useAroundIn(branch.id, { start: bounds(dates[0]).start, end: bounds(dates[6]).end });
  const days = useQueries({ queries: dates.map((each) => calendarDayQuery(branch.id, each)) });
  const failed = days.find(({ data, error }) => !data && error);
  const noon = (each: string | undefined) => bounds(each).start + 12 * 3_600_000;

  return (
    <>
      <RangeHeader
        title={t("weekOf", { from: formats.dayShort(noon(dates[0])), to: formats.dayShort(noon(dates[6])) })}
        previous={addDays(date, -7)}
        next={addDays(date, 7)}
        today={today}
        isNow={dates.includes(today)}
        aside={<CalendarOptions />}
      />
      {failed ? (
        <FailureNotice error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <div className="grid flex-1 gap-px border-y border-line bg-line max-md:content-start md:grid-cols-7">
          {dates.map((each, index) => (
            <WeekDay
              key={each}
              date={each}
              noon={noon(each)}
              isToday={each === today}
              day={days[index]?.data}
              around={around}
            />
          ))}
        </div>
      )}
    </>
  );
}

type WeekDayProps = {
  date: string;
  noon: number;
  isToday: boolean;
  day: CalendarDayView | undefined;
  around: Around;
};

function WeekDay({ date, noon, isToday, day, around }: WeekDayProps) {
  const t = useTranslations("calendar");
  const live = useTranslations("live");
  const formats = useBranchFormats();
  const now = useNow(60_000);
  const [{ cancelled = false }] = useLiveSearch();
  const staff = useChosenStaff();
  const all = day ? dayItems(day, cancelled, around) : [];
  const items = staff ? all.filter((item) => staffOf(item) === staff) : all;
  const count = items.filter(({ kind }) => kind === "appointment").length;
  const shown = firstOf(items, now);
  const link = ({ branch, staff: only }: LiveSearch) => ({ branch, staff: only, date: isToday ? undefined : date });
  return (
    <section className="flex min-w-0 flex-col bg-surface md:min-h-96">
      <h2 className="border-b border-line bg-canvas">
        <Link
          to="/app/calendar"
          search={link}
          className={classNames(
            "flex min-h-11 items-center justify-between gap-1 px-2 text-sm font-semibold hover:bg-hover",
            isToday && "text-accent",
          )}
        >
          {formats.dayShort(noon)}
          {day ? (
            <span className="text-2xs font-medium text-ink-faint">
              <span aria-hidden>{count}</span>
              <span className="sr-only">{live("appointments", { count })}</span>
            </span>
          ) : null}
        </Link>
      </h2>
      {day ? null : <Skeleton className="m-2 h-20" />}
      {day && items.every(({ kind }) => kind === "busy") ? (
        <p className="px-2 py-3 text-xs text-ink-faint">{t(day.open.length === 0 ? "closedDay" : "freeDay")}</p>
      ) : null}
      <ul className="flex flex-col gap-1 p-1.5">
        {shown.map((item) => (
          <li key={item.id}>
            <ItemChip item={item} past={item.end <= now} />
          </li>
        ))}
      </ul>
      {items.length > shown.length ? (
        <Link
          to="/app/calendar"
          search={link}
          className="flex min-h-11 items-center px-2.5 text-xs font-medium text-accent hover:underline"
        >
          {t("more", { count: items.length - shown.length })}
        </Link>
      ) : null}
    </section>
  );
}
