import { useTranslations } from "use-intl";
import { NumberField } from "../catalogue/number-field.tsx";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { classNames } from "../ui/class-names.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { FREQUENCIES, type Repeat, weekdayOf } from "./repeat.ts";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

type RepeatFieldsProps = { repeat: Repeat; date: string; onChange: (changes: Partial<Repeat>) => void };

export function RepeatFields({ repeat, date, onChange }: RepeatFieldsProps) {
  const t = useTranslations("series");
  const options = FREQUENCIES.map((value) => ({ value, label: t(`frequencies.${value}`) }));
  return (
    <fieldset className="grid grid-cols-2 gap-4 border-t border-line pt-4 sm:grid-cols-3">
      <legend className="sr-only">{t("repeat")}</legend>
      <Field label={t("repeat")} className="max-sm:col-span-2">
        <Select value={repeat.frequency} options={options} onChoose={(frequency) => onChange({ frequency })} />
      </Field>
      <NumberField
        label={t(`every.${repeat.frequency}`)}
        min={1}
        value={repeat.interval}
        onChange={(interval) => onChange({ interval })}
      />
      <NumberField label={t("count")} min={2} value={repeat.count} onChange={(count) => onChange({ count })} />
      {repeat.frequency === "weekly" ? (
        <WeekdayChoice
          first={weekdayOf(date)}
          chosen={repeat.weekdays}
          onChange={(weekdays) => onChange({ weekdays })}
        />
      ) : null}
    </fieldset>
  );
}

type WeekdayChoiceProps = { first: number; chosen: number[]; onChange: (weekdays: number[]) => void };

/** The weekday of the first date is always in it. */
function WeekdayChoice({ first, chosen, onChange }: WeekdayChoiceProps) {
  const t = useTranslations("series");
  const { locale } = useLocaleChoice();
  const name = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const toggle = (day: number) =>
    onChange(chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day]);
  return (
    <div role="group" aria-label={t("weekdays")} className="col-span-full flex flex-wrap gap-1.5">
      {WEEKDAYS.map((day) => {
        const isOn = day === first || chosen.includes(day);
        return (
          <button
            key={day}
            type="button"
            aria-pressed={isOn}
            disabled={day === first}
            onClick={() => toggle(day)}
            className={classNames(
              "min-h-8 min-w-11 rounded-md border px-2 text-sm font-medium pointer-coarse:min-h-11",
              isOn ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-surface hover:bg-hover",
            )}
          >
            {name.format(A_MONDAY + (day - 1) * DAY_MS)}
          </button>
        );
      })}
    </div>
  );
}
