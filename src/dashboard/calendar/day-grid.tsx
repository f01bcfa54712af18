import { type CSSProperties, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { chosenColumns, dayColumns } from "./day-columns.ts";
import { dayTicks, dayWindow } from "./day-layout.ts";
import { DayNotice } from "./day-notice.tsx";
import { NowLine } from "./now-line.tsx";
import { ownFirst } from "./own-column.ts";
import { StaffColumn } from "./staff-column.tsx";
import { StaffHeading } from "./staff-heading.tsx";
import { TimeAxis } from "./time-axis.tsx";
import { useAround } from "./use-around.ts";
import { useChosenStaff } from "./use-chosen-staff.ts";

const HOUR = 3_600_000;

export function DayGrid({ day }: { day: CalendarDayView }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const [search] = useLiveSearch();
  const staff = useChosenStaff();
  const around = useAround(day);
  const own = useSignedIn().me.user.staffId;
  const window = useMemo(() => dayWindow(day, search.wholeDay === true), [day, search.wholeDay]);
  const ticks = useMemo(() => dayTicks(window, day.timeZone), [window, day.timeZone]);
  const columns = useMemo(
    () => ownFirst(chosenColumns(dayColumns(day, search.cancelled === true, around), staff), own),
    [day, around, search.cancelled, staff, own],
  );

  const size = { "--columns": Math.max(1, columns.length), "--hours": (window.end - window.start) / HOUR };
  const noon = (window.start + window.end) / 2;

  return (
    <div className="relative min-h-96 flex-1 border-t border-line max-lg:h-96 lg:min-h-0">
      <div
        role="region"
        aria-label={t("dayByStaff", { date: formats.day(noon) })}
        tabIndex={0}
        className="day-scroll size-full overflow-auto -outline-offset-2"
      >
        <div className="day-grid" style={size as CSSProperties}>
          <div className="sticky top-0 left-0 z-6 col-1 row-1 grid place-items-end border-b border-line bg-canvas px-2 pb-2 text-2xs text-ink-faint">
            {formats.zoneName(noon)}
          </div>
          {columns.map((column, index) => (
            <StaffHeading key={column.staffId} column={column} gridColumn={index + 2} />
          ))}
          <TimeAxis ticks={ticks} window={window} />
          {columns.map((column, index) => (
            <StaffColumn key={column.staffId} column={column} gridColumn={index + 2} window={window} ticks={ticks} />
          ))}
          <NowLine window={window} />
        </div>
      </div>
      <DayNotice day={day} />
    </div>
  );
}
