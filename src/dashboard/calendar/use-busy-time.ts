import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import type { BusyItem } from "./day-columns.ts";

/** From when to when on this day: from midnight to midnight tells nobody anything. */
export function useBusyTime({ start, end, isWholeDay }: BusyItem): string {
  const t = useTranslations("catalogue.staff");
  const formats = useBranchFormats();
  return isWholeDay ? t("allDay") : formats.timeRange(start, end);
}
