import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { EVERYBODY } from "./own-column.ts";
import { useChosenStaff } from "./use-chosen-staff.ts";

export function StaffChips({ day }: { day: CalendarDayView }) {
  const t = useTranslations("calendar");
  const [, patch] = useLiveSearch();
  const chosen = useChosenStaff();
  const choose = (staff: string) => patch({ staff }, { replace: true });

  return (
    <div role="group" aria-label={t("filterByStaff")} className="flex gap-2 overflow-x-auto px-4 py-3">
      <Chip pressed={!chosen} onClick={() => choose(EVERYBODY)}>
        {t("allStaff")}
      </Chip>
      {day.staff.map(({ id, name }) => (
        <Chip key={id} pressed={chosen === id} onClick={() => choose(chosen === id ? EVERYBODY : id)}>
          {name}
        </Chip>
      ))}
    </div>
  );
}

function Chip({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={classNames(
        "min-h-9 shrink-0 rounded-full border px-3.5 text-sm font-medium whitespace-nowrap pointer-coarse:min-h-11",
        pressed ? "border-transparent bg-accent text-on-accent" : "border-line-strong text-ink-soft",
      )}
    >
      {children}
    </button>
  );
}
