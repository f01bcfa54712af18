import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { calendarDayQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { CalendarPanel } from "../calendar/calendar-panel.tsx";
import { localDate } from "../calendar/zoned-time.ts";
import { CallsPanel } from "../calls/calls-panel.tsx";
import { FeedPanel } from "../feed/feed-panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useMediaQuery } from "../ui/use-media-query.ts";
import { CallStrip } from "./call-strip.tsx";
import { useNow } from "./clock.ts";
import { DayHeader } from "./day-header.tsx";
import { LIVE_VIEWS } from "./live-search.ts";
import { useLiveSearch } from "./use-live-search.ts";
import { ViewHeader } from "./view-header.tsx";

export function LivePage() {
  const t = useTranslations("live");
  const { me, branch } = useSignedIn();
  const [search] = useLiveSearch();
  const today = localDate(useNow(10_000), branch.timeZone);
  const date = search.date ?? today;
  const day = useQuery(calendarDayQuery(branch.id, date));

  useEffect(() => {
    document.title = `${t("title")} · ${branch.name} · ${me.tenant.name}`;
  }, [t, branch.name, me.tenant.name]);

  const calendar = (
    <>
      <DayHeader date={date} today={today} day={day.data} />
      <CalendarPanel day={day.data} error={day.error} onRetry={() => void day.refetch()} />
    </>
  );

  return <LiveLayout calendar={calendar} />;
}

function LiveLayout({ calendar }: { calendar: React.ReactNode }) {
  const t = useTranslations("shell");
  const [{ view = "calendar" }, patch] = useLiveSearch();
  const wide = useMediaQuery("(min-width: 64rem)");

  if (wide) {
    return (
      <main
        id="main"
        className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_21rem] xl:grid-cols-[minmax(0,1fr)_25rem]"
      >
        <div className="flex min-h-0 min-w-0 flex-col">{calendar}</div>
        <div className="grid min-h-0 grid-cols-1 grid-rows-[minmax(0,13fr)_minmax(0,7fr)] border-l border-line">
          <CallsPanel />
          <FeedPanel className="border-t border-line" />
        </div>
      </main>
    );
  }
  return (
    <main id="main" className="flex min-w-0 flex-1 flex-col tall:min-h-0 tall:overflow-y-auto">
      <div className="px-4 pt-4">
        <Segmented
          label={t("parts")}
          value={view}
          options={LIVE_VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChoose={(next) => patch({ view: next === "calendar" ? undefined : next })}
        />
      </div>
      {view === "calendar" ? (
        <>
          <CallStrip />
          {calendar}
        </>
      ) : (
        <>
          <ViewHeader title={t(`views.${view}`)} />
          {view === "calls" ? <CallsPanel /> : <FeedPanel titled={false} />}
        </>
      )}
    </main>
  );
}
