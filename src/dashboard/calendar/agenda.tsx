import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { AgendaRow } from "./agenda-row.tsx";
import { type DayItem, dayItems, staffOf } from "./day-columns.ts";
import { EmptyDay } from "./day-notice.tsx";
import { StaffChips } from "./staff-chips.tsx";
import { useAround } from "./use-around.ts";
import { useChosenStaff } from "./use-chosen-staff.ts";
import { dayBounds } from "./zoned-time.ts";

/** The day as a list in the order of time: what a phone shows instead of columns. */
export function Agenda({ day }: { day: CalendarDayView }) {
  const t = useTranslations("calendar");
  const [search] = useLiveSearch();
  const now = useNow(1_000);
  const all = dayItems(day, search.cancelled === true, useAround(day));
  const staff = useChosenStaff();
  const chosen = staff ? all.filter((item) => staffOf(item) === staff) : all;
  const items = chosen.sort((a, b) => Number(b.end <= now) - Number(a.end <= now) || a.start - b.start);
  const { start, end } = dayBounds(day.date, day.timeZone);
  const isToday = now >= start && now < end;
  const earlier = isToday ? items.filter((item) => item.end <= now) : [];
  const rest = items.slice(earlier.length);

  if (all.length === 0) return <EmptyDay closed={day.open.length === 0} />;
  return (
    <div className="flex flex-col border-t border-line">
      <StaffChips day={day} />
      {items.length === 0 ? (
        <p className="px-4 py-8 text-center text-sm text-ink-faint">{t("nothingForStaff")}</p>
      ) : null}
      {earlier.length > 0 ? <Earlier items={earlier} /> : null}
      {isToday ? <NowMark now={now} /> : null}
      <AgendaList items={rest} now={now} />
    </div>
  );
}

function AgendaList({ items, now }: { items: DayItem[]; now: number }) {
  return (
    <ul className="flex flex-col px-2 pb-2">
      {items.map((item) => (
        <AgendaRow key={item.id} item={item} past={item.end <= now} />
      ))}
    </ul>
  );
}

/** What is over today is folded away: on a phone the next customer comes first. */
function Earlier({ items }: { items: DayItem[] }) {
  const t = useTranslations("calendar");
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="mx-2 flex min-h-11 items-center gap-2 rounded-md px-2 text-sm font-medium text-ink-soft hover:bg-hover"
      >
        <ChevronDown aria-hidden className={classNames("size-4 transition-transform", !open && "-rotate-90")} />
        {t("earlier", { count: items.length })}
      </button>
      <div id={id}>{open ? <AgendaList items={items} now={Number.POSITIVE_INFINITY} /> : null}</div>
    </>
  );
}

function NowMark({ now }: { now: number }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  return (
    <p className="flex items-center gap-2 px-4 py-1.5 text-2xs font-semibold tabular-nums">
      <span className="rounded-full bg-now px-2 leading-5 text-on-now">{t("now", { time: formats.time(now) })}</span>
      <span aria-hidden className="h-0.5 flex-1 rounded-full bg-now" />
    </p>
  );
}
