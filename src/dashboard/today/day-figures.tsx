import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { StatTile } from "../ui/stat-tile.tsx";
import { dayFigures } from "./figures.ts";

export function DayFigures({ day }: { day: CalendarDayView }) {
  const t = useTranslations("today");
  const formats = useBranchFormats();
  const figures = dayFigures(day, useNow(15_000));
  return (
    <dl aria-label={t("figures")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile
        label={t("appointments")}
        value={figures.appointments}
        note={t("stillToCome", { count: figures.toCome })}
      />
      <StatTile label={t("arrived")} value={figures.arrived} note={t("arrivedNote")} />
      <StatTile label={t("byPhone")} value={figures.byPhone} note={t("byPhoneNote")} />
      <StatTile
        label={t("revenue")}
        value={figures.revenue ? formats.money(figures.revenue.minor, figures.revenue.currency) : "–"}
        note={t("revenueNote")}
      />
    </dl>
  );
}
