import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Activity, CalendarDays, Phone } from "lucide-react";
import { useTranslations } from "use-intl";
import { ongoingCallsQuery } from "../api/queries.ts";
import type { LiveView } from "../live/live-search.ts";

const ICONS = { calendar: CalendarDays, calls: Phone, activity: Activity } as const;

/** On small screens the live page shows one part at a time; this is how to get to the others. */
export function BottomNav() {
  const t = useTranslations("shell");
  const calls = useQuery(ongoingCallsQuery).data?.items.length ?? 0;

  return (
    <nav
      aria-label={t("mainNavigation")}
      className="mt-auto grid shrink-0 grid-cols-3 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <Tab view="calendar" label={t("views.calendar")} />
      <Tab view="calls" label={t("views.calls")} count={calls} />
      <Tab view="activity" label={t("views.activity")} />
    </nav>
  );
}

type TabProps = { view: LiveView; label: string; count?: number };

function Tab({ view, label, count = 0 }: TabProps) {
  const t = useTranslations("shell");
  const Icon = ICONS[view];
  return (
    <Link
      to="/app/live"
      search={(previous) => ({ ...previous, view: view === "calendar" ? undefined : view })}
      activeOptions={{ exact: true, includeSearch: true }}
      className="relative flex min-h-14 flex-col items-center justify-center gap-0.5 text-2xs font-medium text-ink-faint -outline-offset-2 aria-[current=page]:text-accent"
    >
      <span className="relative">
        <Icon aria-hidden className="size-5" />
        {count > 0 ? (
          <span className="absolute -top-1.5 left-3 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[0.625rem] leading-none font-semibold text-on-accent">
            <span aria-hidden>{count}</span>
            <span className="sr-only">{t("callsInProgress", { count })}</span>
          </span>
        ) : null}
      </span>
      {label}
    </Link>
  );
}
