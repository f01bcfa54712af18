import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CronView } from "../../contracts/operations.ts";
import type { crons } from "../../domain/operations/crons.ts";
import { cronsQuery } from "../api/operations.ts";
import { Badge } from "../ui/badge.tsx";
import type { Column } from "../ui/table.tsx";
import { Moment } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { useConsoleFormats } from "./use-console.ts";
import { usePages } from "./use-pages.ts";

const NAMES = {
  "*/5 * * * *": "sweep",
  "17 3 * * *": "nightly",
  "37 * * * *": "quality",
} as const satisfies Record<(typeof crons)[number]["cron"], string>;

/** What a cron does, in the reader's words; a new one in the server's. */
export function useCronText(): (cron: Pick<CronView, "cron" | "does">) => string {
  const t = useTranslations("admin.crons");
  return ({ cron, does }) => {
    const name = Object.hasOwn(NAMES, cron) ? NAMES[cron as keyof typeof NAMES] : undefined; // just looked up
    return name ? t(`does.${name}`) : does;
  };
}

export function CronsPage() {
  const t = useTranslations("admin.crons");
  const admin = useTranslations("admin");
  const pages = usePages();
  return (
    <ConsoleList
      title={admin("pages.crons")}
      subtitle={t("subtitle")}
      file={{ name: "scheduled-jobs", query: () => cronsQuery }}
      list={useQuery(cronsQuery)}
      pages={pages}
      columns={useColumns()}
      rowKey={({ cron }) => cron}
      empty={{ icon: CalendarClock, title: t("none"), advice: "" }}
    />
  );
}

function useColumns(): Column<CronView>[] {
  const t = useTranslations("admin.crons");
  const text = useCronText();
  return [
    {
      key: "job",
      label: t("job"),
      cell: (cron) => (
        <>
          {text(cron)}
          <code className="block font-mono text-xs text-ink-faint">{cron.cron} UTC</code>
        </>
      ),
    },
    { key: "last", label: t("last"), cell: (cron) => <LastRun cron={cron} /> },
    { key: "next", label: t("next"), wide: true, cell: ({ nextAt }) => <Moment at={nextAt} /> },
    {
      key: "missed",
      label: t("missed"),
      align: "end",
      cell: ({ missed }) => (missed.length === 0 ? t("none") : <Badge tone="warn">{missed.length}</Badge>),
    },
  ];
}

function LastRun({ cron: { last, lastFailed } }: { cron: CronView }) {
  const t = useTranslations("admin.crons");
  const formats = useConsoleFormats();
  if (!last) return <Moment at={null} />;
  return (
    <>
      <span className="flex flex-wrap items-center gap-2">
        <Moment at={last.startedAt} />
        <Badge tone={last.status === "ok" ? "good" : "bad"}>{t(last.status)}</Badge>
      </span>
      {last.error ? <span className="block text-xs wrap-anywhere text-bad">{last.error}</span> : null}
      {lastFailed && lastFailed.dueAt !== last.dueAt ? (
        <span className="block text-xs text-ink-faint">
          {t("lastFailed", { when: formats.dateTime(lastFailed.startedAt) })}
        </span>
      ) : null}
    </>
  );
}
