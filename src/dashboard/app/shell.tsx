import { useQuery } from "@tanstack/react-query";
import { Outlet, useSearch } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useTranslations } from "use-intl";
import type { MeView } from "../../contracts/identity.ts";
import { ApiError } from "../api/api-error.ts";
import { meQuery } from "../api/queries.ts";
import { FeedAnnouncer } from "../feed/feed-announcer.tsx";
import { useTenantFeed } from "../feed/use-tenant-feed.ts";
import { DayNamesProvider } from "../live/day-names.tsx";
import { LiveBranch } from "../live/live-branch.tsx";
import { LiveSheets } from "../live/live-sheets.tsx";
import { StepUp } from "../step-up/step-up.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { BottomNav } from "./bottom-nav.tsx";
import { FullScreen } from "./full-screens.tsx";
import { readSetting, writeSetting } from "./settings.ts";
import { ShellSkeleton } from "./shell-skeleton.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { Sidebar } from "./sidebar.tsx";
import { type Branch, SignedInProvider } from "./signed-in.tsx";
import { TestModeBanner } from "./test-mode-banner.tsx";
import { TopBar } from "./top-bar.tsx";
import { VisitBanner } from "./visit-banner.tsx";

const Toaster = lazy(async () => ({ default: (await import("../ui/toaster.tsx")).Toaster }));
/** Seldom there, so the first load goes without it. */
const TroubleBanner = lazy(async () => ({ default: (await import("./trouble-banner.tsx")).TroubleBanner }));
const ClosedBanner = lazy(async () => ({ default: (await import("./closed-banner.tsx")).ClosedBanner }));
const EmergencyBanner = lazy(async () => ({ default: (await import("./emergency-banner.tsx")).EmergencyBanner }));

export function Shell() {
  const me = useQuery(meQuery);
  if (me.data) return <SignedInShell me={me.data} />;
  // On its way to the login page: no error to show.
  const leaving = me.error instanceof ApiError && me.error.kind === "signed_out";
  if (!me.error || leaving) return <ShellSkeleton />;
  return (
    <FullScreen alone>
      <FailureNotice heading error={me.error} onRetry={() => void me.refetch()} />
    </FullScreen>
  );
}

function SignedInShell({ me }: { me: MeView }) {
  const t = useTranslations("shell");
  const { branch: asked } = useSearch({ from: "/app" });
  const branch = findBranch(me, asked);
  useTenantFeed();

  useEffect(() => {
    if (asked && branch) writeSetting("branch", branch.id);
  }, [asked, branch]);

  if (!branch) return <NoBranch unknown={me.branches.length > 0} />;
  return (
    <SignedInProvider me={me} branch={branch}>
      <a
        href="#main"
        className="sr-only z-60 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skipToContent")}
      </a>
      <TestModeBanner />
      {me.impersonation ? <VisitBanner tenant={me.tenant} visit={me.impersonation} /> : null}
      <DayNamesProvider branchId={branch.id}>
        <div className="lg:flex lg:h-(--screen)">
          <Sidebar />
          <div className="flex min-h-(--screen) min-w-0 flex-1 flex-col tall:h-(--screen)">
            <TopBar />
            {branch.isClosed ? (
              <Suspense>
                <ClosedBanner />
              </Suspense>
            ) : null}
            {me.permissions.includes("calls:read") ? (
              <Suspense>
                <EmergencyBanner />
              </Suspense>
            ) : null}
            {me.permissions.includes("calendars:read") ? (
              <Suspense>
                <TroubleBanner />
              </Suspense>
            ) : null}
            <Outlet />
            <BottomNav />
          </div>
        </div>
        <LiveSheets />
        <LiveBranch />
        <Shortcuts />
        <StepUp />
      </DayNamesProvider>
      <Suspense>
        <Toaster />
      </Suspense>
      <FeedAnnouncer />
    </SignedInProvider>
  );
}

function NoBranch({ unknown }: { unknown: boolean }) {
  const t = useTranslations("shell");
  return (
    <FullScreen alone>
      <EmptyState heading icon={Store} title={t(unknown ? "unknownBranch.title" : "noBranch.title")}>
        {unknown ? (
          <a className="text-accent underline" href="/app/today">
            {t("unknownBranch.advice")}
          </a>
        ) : (
          t("noBranch.advice")
        )}
      </EmptyState>
    </FullScreen>
  );
}

/** The one in the address; without one, the last shown that is open. */
function findBranch(me: MeView, asked: string | undefined): Branch | undefined {
  if (asked) return me.branches.find((branch) => branch.id === asked);
  const last = readSetting("branch");
  const open = me.branches.filter(({ isClosed }) => !isClosed);
  return open.find((branch) => branch.id === last) ?? open[0] ?? me.branches[0];
}
