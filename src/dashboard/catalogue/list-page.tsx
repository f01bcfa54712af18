import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card, Page } from "../ui/page.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";

type ListPageProps<Row> = {
  title: string;
  subtitle: string;
  actions: ReactNode;
  query: { data: Row[] | undefined; error: Error | null; refetch: () => unknown };
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: { icon: LucideIcon; title: string; advice: string };
  children?: ReactNode;
};

/** The pattern of a list: heading with its one act, then rows, or why there are none. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, subtitle, actions, query, columns, rowKey, empty, children } = props;
  const common = useTranslations("common");
  useTitle(title);
  return (
    <Page title={title} subtitle={subtitle} actions={actions}>
      <Card flush>
        {query.error && !query.data ? <FailureNotice error={query.error} onRetry={() => query.refetch()} /> : null}
        {!query.data && !query.error ? <SkeletonRows rows={5} className="h-9" label={common("loading")} /> : null}
        {query.data?.length === 0 ? (
          <EmptyState icon={empty.icon} title={empty.title}>
            {empty.advice}
          </EmptyState>
        ) : null}
        {query.data && query.data.length > 0 ? (
          <Table caption={title} columns={columns} rows={query.data} rowKey={rowKey} />
        ) : null}
      </Card>
      {children}
    </Page>
  );
}
