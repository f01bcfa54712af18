import { type LucideIcon, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Rows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";

type ListPageProps<Row> = {
  title: string;
  subtitle: string;
  /** What is listed, as the API calls it. */
  of: "services" | "staff" | "resources";
  /** How one more is made, by those who may. */
  make: { label: string; onClick: () => void };
  query: { data: Row[] | undefined; error: Error | null; refetch: () => unknown };
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: { icon: LucideIcon; title: string; advice: string };
  children?: ReactNode;
};

/** The pattern of a branch's list: heading, its one act, the whole as a file, then rows, or why there are none. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, subtitle, of, make, query, children, ...rows } = props;
  const { me, branch } = useSignedIn();
  const actions = (
    <>
      <ExportLink path={`/api/v1/${of}/export`} query={{ branchId: branch.id }} />
      {me.permissions.includes("catalogue:write") ? (
        <Button variant="primary" onClick={make.onClick}>
          <Plus aria-hidden className="size-4" /> {make.label}
        </Button>
      ) : null}
    </>
  );
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
