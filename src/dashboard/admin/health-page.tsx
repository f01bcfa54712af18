import { useQuery } from "@tanstack/react-query";
import { Database } from "lucide-react";
import { useTranslations } from "use-intl";
import type { HealthView } from "../../contracts/operations.ts";
import { healthQuery, migrationsQuery } from "../api/operations.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card, Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { ConsoleExport } from "./console-export.tsx";
import { useConsoleFormats, useConsoleTitle } from "./use-console.ts";

type Part = HealthView["parts"][number];
type Migration = { name: string; appliedAt: string };
const NAMES = ["database", "directory", "files"] as const;

export function HealthPage() {
  const t = useTranslations("admin.health");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const health = useQuery(healthQuery);
  const parts = usePartColumns();
  useConsoleTitle(admin("pages.health"));
  return (
    <Page title={admin("pages.health")} subtitle={t("subtitle")}>
      <div className="flex flex-col gap-4">
        <Card
          flush
          title={t("parts")}
          aside={
            health.data ? (
              <span className="truncate text-xs text-ink-faint">{t("version", { version: health.data.version })}</span>
            ) : null
          }
        >
          {health.error && !health.data ? (
            <FailureNotice error={health.error} onRetry={() => void health.refetch()} />
          ) : null}
          {!health.data && !health.error ? <SkeletonRows rows={3} className="h-9" label={common("loading")} /> : null}
          {health.data ? (
            <Table caption={t("parts")} columns={parts} rows={health.data.parts} rowKey={(part) => part.name} />
          ) : null}
        </Card>
        <Migrations />
      </div>
    </Page>
  );
}

function Migrations() {
  const t = useTranslations("admin.health");
  const common = useTranslations("common");
  const list = useQuery(migrationsQuery);
  const rows = list.data?.items;
  const columns = useMigrationColumns();
  return (
    <Card
      flush
      title={t("migrations")}
      aside={<ConsoleExport file={{ name: "migrations", query: () => migrationsQuery }} />}
    >
      {list.error && !rows ? <FailureNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {!rows && !list.error ? <SkeletonRows rows={4} className="h-9" label={common("loading")} /> : null}
      {rows?.length === 0 ? <EmptyState icon={Database} title={t("noMigrations")} /> : null}
      {rows && rows.length > 0 ? (
        <Table caption={t("migrations")} columns={columns} rows={rows} rowKey={({ name }) => name} />
      ) : null}
    </Card>
  );
}

function usePartColumns(): Column<Part>[] {
  const t = useTranslations("admin.health");
  const name = (part: string) => {
    const known = NAMES.find((each) => each === part);
    return known ? t(`names.${known}`) : part;
  };
  return [
    { key: "part", label: t("part"), cell: (part) => <span className="font-medium">{name(part.name)}</span> },
    {
      key: "answer",
      label: t("answer"),
      cell: ({ isOk }) => <Badge tone={isOk ? "good" : "bad"}>{t(isOk ? "yes" : "no")}</Badge>,
    },
    { key: "took", label: t("took"), align: "end", cell: ({ ms }) => t("ms", { ms }) },
  ];
}

function useMigrationColumns(): Column<Migration>[] {
  const t = useTranslations("admin.health");
  const formats = useConsoleFormats();
  return [
    { key: "name", label: t("migration"), cell: ({ name }) => <code className="font-mono text-xs">{name}</code> },
    {
      key: "applied",
      label: t("applied"),
      align: "end",
      // The database notes its own time, which is UTC.
      cell: ({ appliedAt }) => formats.dateTime(`${appliedAt.replace(" ", "T")}Z`),
    },
  ];
}
