import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { CronView } from "../../contracts/operations.ts";
import { cronsQuery } from "../api/operations.ts";
import { useNow } from "../live/clock.ts";
import { Badge } from "../ui/badge.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useCronText } from "./crons-page.tsx";
import { useConsoleFormats } from "./use-console.ts";

export function OverviewJobs() {
  const t = useTranslations("admin.overview");
  const crons = useQuery(cronsQuery);
  return (
    <Card flush title={t("jobs")}>
      {crons.error && !crons.data ? <FailureNotice error={crons.error} onRetry={() => void crons.refetch()} /> : null}
      {!crons.data && !crons.error ? <Skeleton className="m-4 h-24" /> : null}
      <ul className="divide-y divide-line">
        {crons.data?.items.map((cron) => (
          <JobRow key={cron.cron} cron={cron} />
        ))}
      </ul>
    </Card>
  );
}

function JobRow({ cron }: { cron: CronView }) {
  const t = useTranslations("admin.overview");
  const text = useCronText();
  const formats = useConsoleFormats();
  const now = useNow(30_000);
  const { last, missed } = cron;
  return (
    <li className="flex flex-col gap-1 px-4 py-3 text-sm">
      {text(cron)}
      <span className="flex flex-wrap items-center gap-2 text-xs text-ink-faint">
        {last ? t("ran", { when: formats.relative(last.startedAt, now) }) : t("neverRan")}
        {last?.status === "failed" ? <Badge tone="bad">{t("failed")}</Badge> : null}
        {missed.length > 0 ? <Badge tone="warn">{t("missed", { count: missed.length })}</Badge> : null}
      </span>
    </li>
  );
}
