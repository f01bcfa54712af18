import { Link } from "@tanstack/react-router";
import { CalendarCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { AgendaRow } from "../calendar/agenda-row.tsx";
import { dayItems, staffOf } from "../calendar/day-columns.ts";
import { useChosenStaff } from "../calendar/use-chosen-staff.ts";
import { useNow } from "../live/clock.ts";
import { onlyBranch } from "../live/live-search.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card } from "../ui/page.tsx";

const SHOWN = 8;

/** Who comes next: to whom it may concern, or to oneself where one has a column. What runs now is on top. */
export function NextAppointments({ day }: { day: CalendarDayView }) {
  const t = useTranslations("today");
  const now = useNow(15_000);
  const staff = useChosenStaff();
  const ahead = dayItems(day, false).filter((item) => item.end > now && (!staff || staffOf(item) === staff));
  const link = (
    <Link to="/app/calendar" search={onlyBranch} className="text-sm font-medium text-accent hover:underline">
      {t("wholeDay")}
    </Link>
  );
  return (
    <Card title={t("next")} aside={link} flush>
      {ahead.length === 0 ? (
        <EmptyState icon={CalendarCheck} title={t("noneLeft")}>
          {t("noneLeftAdvice")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col p-2">
          {ahead.slice(0, SHOWN).map((item) => (
            <AgendaRow key={item.id} item={item} past={false} />
          ))}
        </ul>
      )}
    </Card>
  );
}
