import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { figuresQuery, healthQuery } from "../api/operations.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StatTile } from "../ui/stat-tile.tsx";
import { LatestErrors } from "./latest-errors.tsx";
import { OverviewJobs } from "./overview-jobs.tsx";
import { useConsoleFormats, useConsoleTitle } from "./use-console.ts";
import { WaitingList } from "./waiting-list.tsx";

/** What runs, what waits and what went wrong, at one look. */
export function OverviewPage() {
  const t = useTranslations("admin.overview");
  const admin = useTranslations("admin");
  const formats = useConsoleFormats();
  const health = useQuery(healthQuery);
  useConsoleTitle(admin("pages.overview"));
  const refresh = (
    <>
      {health.dataUpdatedAt > 0 ? (
        <span className="text-xs text-ink-faint tabular-nums">
          {admin("loadedAt", { time: formats.time(health.dataUpdatedAt) })}
        </span>
      ) : null}
      <Button disabled={health.isFetching} onClick={() => void health.refetch()}>
        <RotateCw aria-hidden className="size-3.5" /> {admin("refresh")}
      </Button>
    </>
  );
  return (
    <Page title={admin("pages.overview")} subtitle={t("subtitle")} actions={refresh}>
      <div className="flex flex-col gap-4">
        <Figures />
        <div className="grid gap-4 lg:grid-cols-2">
          <Card flush title={t("waiting")} aside={<HealthBadge />}>
            {health.error && !health.data ? (
              <FailureNotice error={health.error} onRetry={() => void health.refetch()} />
            ) : null}
            {!health.data && !health.error ? <Skeleton className="m-4 h-40" /> : null}
            {health.data ? <WaitingList waiting={health.data.waiting} /> : null}
          </Card>
          <OverviewJobs />
        </div>
        <LatestErrors />
      </div>
    </Page>
  );
}

function HealthBadge() {
  const t = useTranslations("admin.overview");
  const health = useQuery(healthQuery).data;
  if (!health) return null;
  return health.status === "ok" ? <Badge tone="good">{t("ok")}</Badge> : <Badge tone="bad">{t("degraded")}</Badge>;
}

function Figures() {
  const t = useTranslations("admin.overview");
  const figures = useQuery(figuresQuery);
  if (figures.error && !figures.data) {
    return <FailureNotice error={figures.error} onRetry={() => void figures.refetch()} />;
  }
  if (!figures.data) return <Skeleton className="h-24" />;
  const { tenants, calls, ongoingCalls, failedDeliveries } = figures.data;
  return (
    <dl aria-label={t("figures")} className="grid gap-3 sm:grid-cols-3">
      <StatTile label={t("calls")} value={calls} note={`${t("in24h")}, ${t("callsNote", { count: ongoingCalls })}`} />
      <StatTile
        label={t("failedDeliveries")}
        value={failedDeliveries}
        note={`${t("in24h")}, ${t("failedDeliveriesNote")}`}
      />
      <StatTile label={t("tenants")} value={tenants} />
    </dl>
  );
}
