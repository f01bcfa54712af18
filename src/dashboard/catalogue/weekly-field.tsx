import { useTranslations } from "use-intl";
import type { HoursView } from "../../contracts/catalogue.ts";
import { isSeasonal, spansOf, withSpans } from "./hours-spans.ts";
import { SpansField } from "./spans-field.tsx";

const DAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;
type WeeklyFieldProps = {
  weekly: HoursView["weekly"];
  onChange: (weekly: HoursView["weekly"]) => void;
  disabled?: boolean;
};

/** Monday to Sunday. */
export function WeeklyField({ weekly, onChange, disabled = false }: WeeklyFieldProps) {
  const t = useTranslations("catalogue.hours");
  const seasonal = weekly.filter(isSeasonal).length;
  return (
    <div className="divide-y divide-line">
      {DAYS.map((day) => (
        <div key={day} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
          <span aria-hidden className="w-28 shrink-0 pt-2 text-sm font-medium">
            {t(`days.${day}`)}
          </span>
          <SpansField
            label={t(`days.${day}`)}
            disabled={disabled}
            spans={spansOf(weekly, Number(day))}
            onChange={(spans) => onChange(withSpans(weekly, Number(day), spans))}
          />
        </div>
      ))}
      {seasonal > 0 ? <p className="pt-3 text-xs text-ink-faint">{t("seasonal", { count: seasonal })}</p> : null}
    </div>
  );
}
