import { CalendarOff, CalendarPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { CallHint } from "../calls/call-hint.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** What an empty day means and what to do about it; lies over the empty columns. */
export function DayNotice({ day }: { day: CalendarDayView }) {
  if (day.appointments.length > 0 || day.holds.length > 0) return null;
  return (
    <div className="pointer-events-none absolute inset-0 top-14 z-10 grid place-items-center p-4">
      <div className="pointer-events-auto rounded-xl bg-raised shadow-pop">
        <EmptyDay closed={day.open.length === 0} />
      </div>
    </div>
  );
}

export function EmptyDay({ closed }: { closed: boolean }) {
  const t = useTranslations("calendar");
  if (closed) {
    return (
      <EmptyState icon={CalendarOff} title={t("closed.title")}>
        {t("closed.advice")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CalendarPlus} title={t("empty.title")}>
      {t("empty.advice")} <CallHint />
    </EmptyState>
  );
}
