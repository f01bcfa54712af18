import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Columns3, PhoneIncoming, PhoneOff, PhoneOutgoing } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import type { CallSummaryView } from "../../contracts/calls.ts";
import { callsQuery } from "../api/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { formatDuration } from "../i18n/formats.ts";
import { type LiveSearch, onlyBranch } from "../live/live-search.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { useCallColumns } from "./call-columns.ts";
import { CallHint } from "./call-hint.tsx";
import { CallsFilters, useCallFilter } from "./calls-filters.tsx";
import { useOtherSide } from "./other-side.ts";
import { OutcomeBadge } from "./outcome-badge.tsx";
import { ScoreBadge } from "./score-badge.tsx";

const PAGE = 25;

const CallsActions = lazy(async () => ({ default: (await import("./calls-actions.tsx")).CallsActions }));
const ExampleCall = lazy(async () => ({ default: (await import("./example-call.tsx")).ExampleCall }));

export function CallsPage() {
  const t = useTranslations("calls");
  const common = useTranslations("common");
  const [search, patch] = useLiveSearch();
  const [page, setPage] = useState(0);
  const filter = useCallFilter(search);
  const calls = useInfiniteQuery(callsQuery({ ...filter, limit: PAGE }));
  const shown = useCallColumns();
  const columns = useColumns().filter(({ key }) => key === "caller" || shown.some((each) => each === key));
  useTitle(t("title"));

  const { branchId: _, ...narrowing } = filter;
  const isNarrowed = Object.keys(narrowing).length > 0;
  const pages = calls.data?.pages ?? [];
  const rows = pages[page]?.items;
  const show = (next: number) => {
    if (next >= pages.length) void calls.fetchNextPage();
    setPage(next);
  };
  const narrow = useCallback(
    (changes: LiveSearch) => {
      setPage(0);
      patch(changes, { replace: true });
    },
    [patch],
  );

  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={
        <>
          <Suspense fallback={null}>
            <CallsActions />
          </Suspense>
          <LazyMenu
            trigger={
              <Button>
                <Columns3 aria-hidden className="size-4" /> {t("columns")}
              </Button>
            }
            load={async () => (await import("./column-menu.tsx")).ColumnMenu}
          />
          <ExportLink path="/api/v1/calls/export" query={filter} />
        </>
      }
    >
      <CallsFilters search={search} onNarrow={narrow} />
      <Card flush>
        {calls.error && !rows ? <FailureNotice error={calls.error} onRetry={() => void calls.refetch()} /> : null}
        {!rows && !calls.error ? <SkeletonRows rows={6} className="h-9" label={common("loading")} /> : null}
        {rows?.length === 0 ? (
          <EmptyState icon={PhoneOff} title={t(isNarrowed ? "noneFound" : "nothing")}>
            {isNarrowed ? t("noneFoundAdvice") : t("nothingAdvice")} {isNarrowed ? null : <CallHint />}
            <Suspense fallback={null}>
              <ExampleCall />
            </Suspense>
          </EmptyState>
        ) : null}
        {rows && rows.length > 0 ? (
          <Table caption={t("list")} columns={columns} rows={rows} rowKey={({ id }) => id} />
        ) : null}
        <Pagination page={page} hasNext={pages[page]?.nextCursor != null} onPage={show} />
      </Card>
    </Page>
  );
}

function useColumns(): Column<CallSummaryView>[] {
  const t = useTranslations("calls");
  const otherSide = useOtherSide();
  const formats = useBranchFormats();
  const moment = ({ startedAt, createdAt }: CallSummaryView) => formats.dateTime(startedAt ?? createdAt);
  return [
    {
      key: "caller",
      label: t("caller"),
      cell: (call) => {
        const Icon = call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
        return (
          <>
            <Link
              to="/app/calls/$callId"
              params={{ callId: call.id }}
              search={onlyBranch}
              className="inline-flex min-h-6 items-center gap-2 font-semibold whitespace-nowrap tabular-nums underline-offset-3 hover:underline"
            >
              <Icon aria-hidden className="size-4 text-accent max-sm:hidden" /> {otherSide(call)}
            </Link>
            <span className="block text-xs text-ink-faint tabular-nums md:hidden">{moment(call)}</span>
          </>
        );
      },
    },
    {
      key: "when",
      label: t("when"),
      wide: true,
      cell: (call) => <span className="whitespace-nowrap tabular-nums">{moment(call)}</span>,
    },
    { key: "outcome", label: t("outcome"), cell: (call) => <OutcomeBadge call={call} /> },
    {
      key: "quality",
      label: t("quality"),
      wide: true,
      cell: ({ score }) => (score === null ? "–" : <ScoreBadge score={score} />),
    },
    {
      key: "summary",
      label: t("summary"),
      wide: true,
      cell: ({ summary }) => <span className="line-clamp-2 max-w-112 min-w-24 text-ink-soft">{summary ?? "–"}</span>,
    },
    {
      key: "sentiment",
      label: t("sentiment"),
      wide: true,
      cell: ({ sentiment }) => (sentiment === null || sentiment === "unknown" ? "–" : t(`sentiments.${sentiment}`)),
    },
    {
      key: "duration",
      label: t("duration"),
      align: "end",
      wide: true,
      cell: ({ durationMs }) => (durationMs === null ? "–" : formatDuration(durationMs)),
    },
    {
      key: "cost",
      label: t("cost"),
      align: "end",
      wide: true,
      cell: ({ costCents }) => (costCents === null ? "–" : formats.callCost(costCents)),
    },
  ];
}
