import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import type { BusyItem } from "./day-columns.ts";
import { useBusyTime } from "./use-busy-time.ts";

/** Time that somebody is not to be had: from a calendar outside, or blocked here. There is nothing to open. */
export function BusyBlock({ item, style }: { item: BusyItem; style: CSSProperties }) {
  const t = useTranslations("calendar");
  const time = useBusyTime(item);
  const { busy, start, end } = item;
  return (
    <div
      data-testid={`busy-${busy.id}`}
      data-kind="busy"
      data-size={end - start < 44 * 60_000 ? "m" : "l"}
      className="day-item"
      style={style}
    >
      <span className="truncate font-semibold">{busy.note ?? t("busy")}</span>
      <span className="truncate text-2xs">
        {busy.note ? `${t("busy")} · ` : ""}
        {time}
      </span>
    </div>
  );
}
