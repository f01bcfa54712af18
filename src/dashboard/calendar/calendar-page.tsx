import { CalendarPlus } from "lucide-react";
import { type ComponentType, lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import { useMayBook, useSignedIn } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { CALENDAR_MODES, type CalendarMode } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useTitle } from "../ui/use-title.ts";
import { DayView, type ViewProps } from "./day-view.tsx";
import { localDate } from "./zoned-time.ts";

const WeekView = lazy(async () => ({ default: (await import("./week-view.tsx")).WeekView }));
const MonthView = lazy(async () => ({ default: (await import("./month-view.tsx")).MonthView }));
const ListView = lazy(async () => ({ default: (await import("./list-view.tsx")).ListView }));

const VIEWS: Record<CalendarMode, ComponentType<ViewProps>> = {
  day: DayView,
  week: WeekView,
  month: MonthView,
  list: ListView,
};

/** The branch's time: a day by staff, a week, a month, or a list. Which one, and of when, is in the address. */
export function CalendarPage() {
  const t = useTranslations("calendar");
  const { branch } = useSignedIn();
  const [search] = useLiveSearch();
  const today = localDate(useNow(10_000), branch.timeZone);
  const mode = search.mode ?? "day";
  const View = VIEWS[mode];
  useTitle(t("title"));
  return (
    <main id="main" className="flex min-w-0 flex-1 flex-col tall:min-h-0 tall:overflow-y-auto">
      <Toolbar mode={mode} />
      <Suspense>
        <View date={search.date ?? today} today={today} />
      </Suspense>
    </main>
  );
}

function Toolbar({ mode }: { mode: CalendarMode }) {
  const t = useTranslations("calendar");
  const booking = useTranslations("booking");
  const mayBook = useMayBook();
  const [, patch] = useLiveSearch();
  const options = CALENDAR_MODES.map((value) => ({ value, label: t(`modes.${value}`) }));
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-between gap-2 px-4 pt-4 lg:px-6">
      <Segmented
        label={t("view")}
        value={mode}
        options={options}
        onChoose={(next) => patch({ mode: next === "day" ? undefined : next })}
      />
      {mayBook ? (
        <Button variant="primary" onClick={() => patch({ book: "next" })}>
          <CalendarPlus aria-hidden className="size-4" /> {booking("new")}
        </Button>
      ) : null}
    </div>
  );
}
