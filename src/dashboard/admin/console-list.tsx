import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { CursorPage } from "../api/collect.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { ConsoleExport, type TableFile } from "./console-export.tsx";
import { useConsoleTitle } from "./use-console.ts";
import type { usePages } from "./use-pages.ts";

type ConsoleListProps<Row> = {
  title: string;
  subtitle: string;
  actions?: ReactNode;
  /** How the whole of it is had as a file. */
  file: TableFile<Row>;
  /** Above the rows: what is chosen among them. */
  filter?: ReactNode;
  list: { data: CursorPage<Row> | undefined; error: Error | null; refetch: () => unknown };
  pages: ReturnType<typeof usePages>;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: { icon: LucideIcon; title: string; advice: string };
  children?: ReactNode;
};

/** The pattern of the console's lists: heading, choice, rows page by page, or why there are none. */
export function ConsoleList<Row extends object>(props: ConsoleListProps<Row>) {
  const { title, subtitle, actions, file, filter, list, pages, columns, rowKey, empty, children } = props;
  const common = useTranslations("common");
  const rows = list.data?.items;
  const all = (
    <>
      {actions}
      <ConsoleExport file={file} />
    </>
  );
  useConsoleTitle(title);
  return (
    <Page title={title} subtitle={subtitle} actions={all}>
      {filter ? <div className="mb-4 flex flex-wrap items-center gap-2">{filter}</div> : null}
      <Card flush>
        {list.error && !rows ? <FailureNotice error={list.error} onRetry={() => list.refetch()} /> : null}
        {!rows && !list.error ? <SkeletonRows rows={5} className="h-9" label={common("loading")} /> : null}
        {rows?.length === 0 ? (
          <EmptyState icon={empty.icon} title={empty.title}>
            {empty.advice}
          </EmptyState>
        ) : null}
        {rows && rows.length > 0 ? <Table caption={title} columns={columns} rows={rows} rowKey={rowKey} /> : null}
        <Pagination
          page={pages.page}
          hasNext={list.data?.nextCursor != null}
          onPage={(page) => pages.turn(page, list.data?.nextCursor)}
        />
      </Card>
      {children}
    </Page>
  );
}
