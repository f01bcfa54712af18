import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { ApiRequestView } from "../../contracts/api-requests.ts";
import { apiKeysQuery, apiRequestsQuery } from "../api/business.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { StatusFilter, useStatusFilter } from "../live/status-filter.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows } from "../ui/rows.tsx";
import { SearchField } from "../ui/search-field.tsx";
import type { Column } from "../ui/table.tsx";
import { ApiFailures } from "./api-failures.tsx";
import { requestSought } from "./request-sought.ts";
import { TabHead } from "./tab-head.tsx";

const OUTCOMES = ["done", "failed"] as const;

/** What the business's keys asked for in the last week, found by the id that every answer carries. */
export function ApiLog() {
  const t = useTranslations("access.log");
  const [{ q = "" }, patch] = useLiveSearch();
  const { status: outcome, ...filter } = useStatusFilter(OUTCOMES);
  const { restart } = filter.cursors;
  const sought = { ...(outcome ? { outcome } : {}), ...requestSought(q) };
  const list = useQuery(apiRequestsQuery({ ...sought, ...filter.cursors.query }));
  const columns = useColumns();
  const search = useCallback(
    (text: string) => {
      restart();
      patch({ q: text || undefined }, { replace: true });
    },
    [patch, restart],
  );
  const choose = (failure: string) => {
    restart();
    patch({ q: failure, status: "failed" });
  };
  return (
    <>
      <TabHead about={t("about")}>
        <ExportLink path="/api/v1/api-requests/export" query={sought} />
      </TabHead>
      <ApiFailures onChoose={choose} />
      <div className="mb-4">
        <SearchField label={t("search")} value={q} onSearch={search} />
      </div>
      <StatusFilter filter={{ ...filter, status: outcome }} nameOf={(value) => t(`outcomes.${value}`)} />
      <Card flush>
        <PagedRows
          caption={t("title")}
          query={list}
          cursors={filter.cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: Activity, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
    </>
  );
}

function useColumns(): Column<ApiRequestView>[] {
  const t = useTranslations("access.log");
  const formats = useBranchFormats();
  const keys = useQuery(apiKeysQuery({})).data?.items ?? [];
  return [
    {
      key: "request",
      label: t("request"),
      cell: ({ method, path }) => (
        <code className="inline-block min-w-44 font-mono text-xs wrap-anywhere">
          <span className="font-semibold">{method}</span> {path}
        </code>
      ),
    },
    {
      key: "status",
      label: t("answer"),
      cell: ({ status, code }) => (
        <>
          <Badge tone={toneOf(status)}>{status}</Badge>
          {code ? <code className="mt-1 block font-mono text-2xs text-ink-faint">{code}</code> : null}
        </>
      ),
    },
    {
      key: "at",
      label: t("when"),
      cell: ({ at, durationMs }) => (
        <span className="whitespace-nowrap tabular-nums">
          {formats.dateTime(at)} <span className="text-xs text-ink-faint">{durationMs} ms</span>
        </span>
      ),
    },
    {
      key: "key",
      label: t("key"),
      wide: true,
      cell: ({ keyId }) => keys.find(({ id }) => id === keyId)?.name ?? t("unknownKey"),
    },
    {
      key: "id",
      label: t("id"),
      wide: true,
      cell: ({ requestId }) => (
        <span className="flex items-center gap-1">
          <code className="max-w-20 truncate font-mono text-xs text-ink-soft lg:max-w-40">{requestId}</code>
          <CopyButton text={requestId} what={t("copyId")} />
        </span>
      ),
    },
  ];
}

function toneOf(status: number) {
  if (status >= 500) return "bad";
  return status >= 400 ? "warn" : "good";
}
