import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { CalendarOptions } from "./calendar-options.tsx";
import { rangeOf, weekDates } from "./date-ranges.ts";
import type { ViewProps } from "./day-view.tsx";
import { ListActions } from "./list-actions.tsx";
import { ListRows } from "./list-rows.tsx";
import { RangeHeader } from "./range-header.tsx";
import { STATUSES } from "./statuses.ts";
import { useChosenStaff } from "./use-chosen-staff.ts";
import { addDays, dayBounds } from "./zoned-time.ts";

/** A day or a week as a table: what a screen reader reads best, what prints, and what a spreadsheet takes. */
export function ListView({ date, today }: ViewProps) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const [search, patch] = useLiveSearch();
  const staffId = useChosenStaff();
  const [printed, setPrinted] = usePrinting();
  const isDay = search.tab === "day";
  const dates = isDay ? [date] : weekDates(date);
  const status = STATUSES.find((each) => each === search.status);
  const range = rangeOf(dates, branch.timeZone);
  const filter = { branchId: branch.id, ...range, ...(status && { status }), ...(staffId && { staffId }) };
  const noon = (each = date) => dayBounds(each, branch.timeZone).start + 12 * 3_600_000;
  const days = { from: formats.dayShort(noon(dates[0])), to: formats.dayShort(noon(dates.at(-1))) };
  const step = isDay ? 1 : 7;

  return (
    <>
      <RangeHeader
        title={isDay ? formats.day(noon()) : t("weekOf", days)}
        previous={addDays(date, -step)}
        next={addDays(date, step)}
        today={today}
        isNow={dates.includes(today)}
        aside={
          <>
            <Segmented
              label={t("listOf")}
              value={isDay ? "day" : "week"}
              options={(["day", "week"] as const).map((value) => ({ value, label: t(`modes.${value}`) }))}
              onChoose={(next) => patch({ tab: next === "day" ? next : undefined })}
            />
            <StatusSelect value={status} />
            <ListActions name={`appointments-${dates[0]}`} filter={filter} onPrint={setPrinted} />
            <CalendarOptions />
          </>
        }
      />
      <div className="border-t border-line bg-surface">
        {/* Another list begins on its first page. */}
        <ListRows key={JSON.stringify(filter)} caption={t("list", days)} filter={filter} printed={printed} />
      </div>
    </>
  );
}

function StatusSelect({ value }: { value: (typeof STATUSES)[number] | undefined }) {
  const t = useTranslations("calendar");
  const common = useTranslations("common");
  const [, patch] = useLiveSearch();
  const options = [
    { value: "", label: common("all") },
    ...STATUSES.map((each) => ({ value: each as string, label: t(`statuses.${each}`) })),
  ];
  return (
    <div className="w-40">
      <Select
        label={t("status")}
        value={value ?? ""}
        options={options}
        onChoose={(next) => patch({ status: next || undefined })}
      />
    </div>
  );
}

/** The rows to print are drawn first, and the dialog comes up over them. */
function usePrinting() {
  const [printed, setPrinted] = useState<AppointmentView[] | null>(null);
  useEffect(() => {
    if (!printed) return undefined;
    const end = () => setPrinted(null);
    addEventListener("afterprint", end);
    window.print();
    return () => removeEventListener("afterprint", end);
  }, [printed]);
  return [printed, setPrinted] as const;
}
