import { useQuery } from "@tanstack/react-query";
import { CalendarPlus } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import { calendarDayQuery } from "../api/queries.ts";
import { setupQuery } from "../api/setup.ts";
import { useBranchFormats, useMayBook, useSignedIn } from "../app/signed-in.tsx";
import { localDate } from "../calendar/zoned-time.ts";
import { CallsPanel } from "../calls/calls-panel.tsx";
import { serverNow, useNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { ZoneNote } from "../live/zone-note.tsx";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { useTitle } from "../ui/use-title.ts";
import { Attention } from "./attention.tsx";
import { DayFigures } from "./day-figures.tsx";
import { NextAppointments } from "./next-appointments.tsx";

const SetupChecklist = lazy(async () => ({ default: (await import("../setup/setup-checklist.tsx")).SetupChecklist }));

export function TodayPage() {
  const t = useTranslations("today");
  const booking = useTranslations("booking");
  const common = useTranslations("common");
  const { me, branch } = useSignedIn();
  const formats = useBranchFormats();
  const mayBook = useMayBook();
  const [, patch] = useLiveSearch();
  const day = useQuery(calendarDayQuery(branch.id, localDate(useNow(10_000), branch.timeZone)));
  useTitle(t("title"));

  return (
    <Page
      title={formats.day(serverNow())}
      subtitle={
        <span className="flex flex-wrap gap-x-4">
          {t("greeting", { name: me.user.name.split(" ")[0] ?? "" })} <ZoneNote />
        </span>
      }
      actions={
        mayBook ? (
          <Button variant="primary" onClick={() => patch({ book: "next" })}>
            <CalendarPlus aria-hidden className="size-4" /> {booking("new")}
          </Button>
        ) : null
      }
    >
      {me.permissions.includes("catalogue:write") ? <SetupNotice /> : null}
      {me.seesAllCalendars || me.user.staffId ? null : (
        <p className="mb-5 rounded-lg border border-line bg-warn-soft px-4 py-3 text-sm text-warn">{t("noCalendar")}</p>
      )}
      {day.data ? <DayFigures day={day.data} /> : null}
      {!day.data && day.error ? <FailureNotice error={day.error} onRetry={() => void day.refetch()} /> : null}
      {!day.data && !day.error ? <SkeletonRows rows={1} className="h-20" label={common("loading")} /> : null}
      <div className="mt-5 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Attention />
          {day.data ? <NextAppointments day={day.data} /> : null}
        </div>
        <div className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface shadow-card">
          <CallsPanel />
        </div>
      </div>
    </Page>
  );
}

/** Only who has something to set up pays for it. */
function SetupNotice() {
  const isOpen = useQuery(setupQuery).data?.some(({ state }) => state === "open");
  return isOpen ? (
    <Suspense>
      <SetupChecklist />
    </Suspense>
  ) : null;
}
