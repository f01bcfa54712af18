import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { allAppointmentsQuery } from "../api/booking.ts";
import { MOST_COLLECTED } from "../api/collect.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { type LiveSearch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { CalendarOptions } from "./calendar-options.tsx";
import { addMonths, monthDates, rangeOf } from "./date-ranges.ts";
import { takesTime } from "./day-columns.ts";
import type { ViewProps } from "./day-view.tsx";
import { RangeHeader } from "./range-header.tsx";
import { useChosenStaff } from "./use-chosen-staff.ts";
import { dayBounds, localDate } from "./zoned-time.ts";

const SHOWN = 3;

/** How full each day is, with the first of it; a click leads to the day. */
export function MonthView({ date, today }: ViewProps) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const dates = monthDates(date);
  const query = useQuery(allAppointmentsQuery({ branchId: branch.id, ...rangeOf(dates, branch.timeZone) }));
  const [{ cancelled = false }] = useLiveSearch();
  const staff = useChosenStaff();
  const shown = (query.data ?? []).filter(
    (each) => (cancelled || takesTime(each)) && (!staff || each.staffId === staff),
  );
  const byDate = Map.groupBy(shown, ({ startsAt }) => localDate(Date.parse(startsAt), branch.timeZone));
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
      {(query.data?.length ?? 0) >= MOST_COLLECTED ? (
        <p role="status" className="px-4 pb-3 text-sm text-warn lg:px-6">
          {t("cut", { count: MOST_COLLECTED })}
        </p>
      ) : null}
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
              items={byDate.get(each) ?? []}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

type MonthDayProps = { date: string; label: string; isToday: boolean; isInside: boolean; items: AppointmentView[] };

function MonthDay({ date, label, isToday, isInside, items }: MonthDayProps) {
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
        {label}: {live("appointments", { count: items.length })}
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
        {items.length > 0 ? (
          <span className="text-2xs font-semibold text-accent tabular-nums">{items.length}</span>
        ) : null}
      </span>
      <span aria-hidden className="flex flex-col gap-0.5 max-md:hidden">
        {items.slice(0, SHOWN).map(({ id, startsAt, customer }) => (
          <span key={id} className="truncate text-2xs text-ink-soft">
            <span className="tabular-nums">{formats.time(startsAt)}</span> {customer.name}
          </span>
        ))}
        {items.length > SHOWN ? (
          <span className="text-2xs text-ink-faint">{t("more", { count: items.length - SHOWN })}</span>
        ) : null}
      </span>
    </Link>
  );
}
