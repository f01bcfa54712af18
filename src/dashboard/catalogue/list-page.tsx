import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Card, Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
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
  const { title, subtitle, actions, query, children, ...rows } = props;
  useTitle(title);
  return (
    <Page title={title} subtitle={subtitle} actions={actions}>
      <Card flush>
        <Rows caption={title} query={query} {...rows} />
      </Card>
      {children}
    </Page>
  );
}
