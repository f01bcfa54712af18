import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Avatar } from "../ui/avatar.tsx";
import type { DayColumn } from "./day-columns.ts";

export const headingId = (staffId: string) => `staff-${staffId}`;

export function StaffHeading({ column, gridColumn }: { column: DayColumn; gridColumn: number }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const name = column.name ?? t("formerStaff");
  const first = column.working.at(0);
  const last = column.working.at(-1);
  const hours = first && last ? formats.hours(first.start, last.end) : t("notWorking");

  return (
    <div
      style={{ gridColumn }}
      className="sticky top-0 z-5 row-1 flex min-w-0 items-center gap-2 border-b border-l border-line bg-canvas px-2.5 py-2"
    >
      <Avatar name={name} />
      <div className="min-w-0">
        <h2 id={headingId(column.staffId)} className="truncate text-sm leading-4.5 font-semibold">
          {name}
        </h2>
        <p className="truncate text-2xs text-ink-faint">{hours}</p>
      </div>
    </div>
  );
}
