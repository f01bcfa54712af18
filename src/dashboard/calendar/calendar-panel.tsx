import { useTranslations } from "use-intl";
import type { CalendarDayView } from "../../contracts/booking.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useMediaQuery } from "../ui/use-media-query.ts";
import { Agenda } from "./agenda.tsx";
import { DayGrid } from "./day-grid.tsx";

type CalendarPanelProps = { day: CalendarDayView | undefined; error: unknown; onRetry: () => void };

/** The day by staff column; on a phone as a list. A failed refresh keeps what is known. */
export function CalendarPanel({ day, error, onRetry }: CalendarPanelProps) {
  const narrow = useMediaQuery("(max-width: 39.99rem)");
  if (day) return narrow ? <Agenda day={day} /> : <DayGrid key={`${day.branchId} ${day.date}`} day={day} />;
  return error ? <FailureNotice error={error} onRetry={onRetry} /> : <CalendarSkeleton />;
}

function CalendarSkeleton() {
  const t = useTranslations("common");
  return (
    <div aria-busy className="grid min-h-96 flex-1 grid-cols-2 gap-3 border-t border-line p-4 sm:grid-cols-5 lg:px-6">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      {[10, 16, 7, 13, 9].map((height) => (
        <div key={height} className="flex flex-col gap-3 max-sm:nth-[n+3]:hidden">
          <Skeleton className="h-9" />
          <Skeleton className={height > 9 ? "h-40" : "h-20"} />
          <Skeleton className={height > 12 ? "h-16" : "h-28"} />
        </div>
      ))}
    </div>
  );
}
