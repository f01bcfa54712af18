import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { CalendarDaysView } from "../../contracts/booking.ts";
import { calendarDaysQuery } from "../api/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { type LiveSearch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { CalendarOptions } from "./calendar-options.tsx";
import { addMonths, monthDates } from "./date-ranges.ts";
import type { ViewProps } from "./day-view.tsx";
import { RangeHeader } from "./range-header.tsx";
import { useChosenStaff } from "./use-chosen-staff.ts";
import { dayBounds } from "./zoned-time.ts";

/** How full each day is, with the first of it; a click leads to the day. */
export function MonthView({ date, today }: ViewProps) {
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const dates = monthDates(date);
  const [{ cancelled }] = useLiveSearch();
  const staffId = useChosenStaff();
  const filter = { ...(staffId && { staffId }), ...(cancelled && { cancelled: "true" as const }) };
  const range = { from: dates[0] ?? date, to: dates.at(-1) ?? date };
  const query = useQuery(calendarDaysQuery(branch.id, { ...range, ...filter }));
  const byDate = new Map(query.data?.days.map((day) => [day.date, day]));
  const noon = (each: string) => dayBounds(each, branch.timeZone).start + 12 * 3_600_000;

  return (
    <>
      <RangeHeader
        title={formats.month(noon(date))}
        previous={addMonths(date, -1)}
        next={addMonths(date, 1)}
        today={today}
        isNow={date.slice(0, 7) === today.slice(0, 7)}
        aside={<CalendarOptions />}
      />
      {query.error && !query.data ? <FailureNotice error={query.error} onRetry={() => void query.refetch()} /> : null}
      <div
        aria-hidden
        className="grid grid-cols-7 border-t border-line text-center text-2xs font-medium text-ink-faint"
      >
        {dates.slice(0, 7).map((each) => (
          <span key={each} className="py-1.5">
            {formats.weekday(noon(each))}
          </span>
        ))}
      </div>
      <ul className="grid flex-1 auto-rows-fr grid-cols-7 gap-px border-y border-line bg-line">
        {dates.map((each) => (
          <li key={each} className="min-w-0">
            <MonthDay
              date={each}
              label={formats.day(noon(each))}
              isToday={each === today}
              isInside={each.slice(0, 7) === date.slice(0, 7)}
              day={byDate.get(each) ?? NOTHING}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type Day = Pick<CalendarDaysView["days"][number], "count" | "first">;
type MonthDayProps = { date: string; label: string; isToday: boolean; isInside: boolean; day: Day };

const NOTHING: Day = { count: 0, first: [] };

function MonthDay({ date, label, isToday, isInside, day: { count, first } }: MonthDayProps) {
  const t = useTranslations("calendar");
  const live = useTranslations("live");
  const formats = useBranchFormats();
  return (
    <Link
      to="/app/calendar"
      search={({ branch }: LiveSearch) => ({ branch, date })}
      className={classNames(
        "flex h-full min-h-14 flex-col gap-0.5 p-1.5 -outline-offset-2 hover:bg-hover md:min-h-24",
        isInside ? "bg-surface" : "bg-sunken text-ink-faint",
      )}
    >
      <span className="sr-only">
        {label}: {live("appointments", { count })}
      </span>
      <span aria-hidden className="flex items-center justify-between text-xs">
        <span
          className={classNames(
            "grid size-6 place-items-center rounded-full font-semibold tabular-nums",
            isToday && "bg-accent text-on-accent",
          )}
        >
          {Number(date.slice(8))}
        </span>
        {count > 0 ? <span className="text-2xs font-semibold text-accent tabular-nums">{count}</span> : null}
      </span>
      <span aria-hidden className="flex flex-col gap-0.5 max-md:hidden">
        {first.map(({ id, startsAt, customer }) => (
          <span key={id} className="truncate text-2xs text-ink-soft">
            <span className="tabular-nums">{formats.time(startsAt)}</span> {customer.name}
          </span>
        ))}
        {count > first.length ? (
          <span className="text-2xs text-ink-faint">{t("more", { count: count - first.length })}</span>
        ) : null}
      </span>
    </Link>
  );
}
