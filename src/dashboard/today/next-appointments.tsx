import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { appointmentsQuery } from "../api/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { AgendaRow } from "../calendar/agenda-row.tsx";
import { dayItems, staffOf } from "../calendar/day-columns.ts";
import { useClashing } from "../calendar/use-around.ts";
import { useChosenStaff } from "../calendar/use-chosen-staff.ts";
import { dayBounds, localDate } from "../calendar/zoned-time.ts";
import { useNow } from "../live/clock.ts";
import { type LiveSearch, onlyBranch } from "../live/live-search.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card } from "../ui/page.tsx";

const SHOWN = 8;

/** Who comes next: to whom it may concern, or to oneself where one has a column. What runs now is on top. */
export function NextAppointments({ day }: { day: CalendarDayView }) {
  const t = useTranslations("today");
  const now = useNow(15_000);
  const staff = useChosenStaff();
  const clashing = useClashing(day.branchId);
  const all = dayItems(day, false, { busy: [], clashing });
  const ahead = all.filter((item) => item.end > now && (!staff || staffOf(item) === staff));
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
          <Following day={day} staffId={staff} />
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

/** Whoever comes first on a later day: what one wants to know when this one is over. */
function Following({ day, staffId }: { day: CalendarDayView; staffId: string | undefined }) {
  const t = useTranslations("today");
  const formats = useBranchFormats();
  const from = new Date(dayBounds(day.date, day.timeZone).end).toISOString();
  const filter = { branchId: day.branchId, from, status: "confirmed", limit: 1, ...(staffId && { staffId }) } as const;
  const first = useQuery(appointmentsQuery(filter)).data?.items[0];
  if (!first) return null;
  const { startsAt, customer } = first;
  const date = localDate(Date.parse(startsAt), day.timeZone);
  return (
    <Link
      to="/app/calendar"
      search={({ branch }: LiveSearch) => ({ branch, date })}
      className="mt-2 flex min-h-6 items-center justify-center font-medium text-accent underline-offset-3 hover:underline"
    >
      {t("following", { name: customer.name, when: `${formats.dayShort(startsAt)}, ${formats.time(startsAt)}` })}
    </Link>
  );
}
