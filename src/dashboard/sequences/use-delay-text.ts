import { useTranslations } from "use-intl";

export const UNITS = { minutes: 1, hours: 60, days: 1_440 } as const;
export type Unit = keyof typeof UNITS;

/** The largest unit in which it is a whole number. */
export function toUnit(minutes: number): { count: number; unit: Unit } {
  const unit = (["days", "hours"] as const).find((each) => minutes > 0 && minutes % UNITS[each] === 0) ?? "minutes";
  return { count: minutes / UNITS[unit], unit };
}

export function useDelayText(): (minutes: number) => string {
  const t = useTranslations("sequences");
  return (minutes) => {
    if (minutes === 0) return t("atOnce");
    const { count, unit } = toUnit(minutes);
    return t(`delays.${unit}`, { count });
  };
}
