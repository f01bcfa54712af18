import type { LucideIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { EmptyState } from "./empty-state.tsx";
import { type Asked, Loaded } from "./loaded.tsx";
import { Pagination } from "./pagination.tsx";
import { type Column, Table } from "./table.tsx";

type RowsProps<Row> = {
  caption: string;
  query: Asked<Row[]>;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  empty: { icon: LucideIcon; title: string; advice: ReactNode };
};

/** A table in a card: rows, or why there are none. */
export function Rows<Row>({ caption, query, columns, rowKey, empty }: RowsProps<Row>) {
  return (
    <Loaded query={query} rows={5}>
      {(rows) =>
        rows.length > 0 ? (
          <Table caption={caption} columns={columns} rows={rows} rowKey={rowKey} />
        ) : (
          <EmptyState icon={empty.icon} title={empty.title}>
            {empty.advice}
          </EmptyState>
        )
      }
    </Loaded>
  );
}

/** Where one is in a list that is read page by page. `query`: what to ask for, nothing on the first page. */
export function useCursors() {
  const [cursors, setCursors] = useState<string[]>([]);
  const turn = (page: number, next: string | null | undefined) =>
    setCursors(page > cursors.length && next ? [...cursors, next] : cursors.slice(0, page));
  const cursor = cursors.at(-1);
  const query = cursor === undefined ? {} : { cursor };
  return { page: cursors.length, query, turn, restart: () => setCursors([]) };
}

type Page<Row> = { items: Row[]; nextCursor: string | null };
type PagedRowsProps<Row> = Omit<RowsProps<Row>, "query"> & {
  query: Asked<Page<Row>>;
  cursors: ReturnType<typeof useCursors>;
};

export function PagedRows<Row>({ query, cursors, ...rest }: PagedRowsProps<Row>) {
  const next = query.data?.nextCursor;
  return (
    <>
      <Rows {...rest} query={{ data: query.data?.items, error: query.error, refetch: () => query.refetch() }} />
      <Pagination page={cursors.page} hasNext={next != null} onPage={(page) => cursors.turn(page, next)} />
    </>
  );
}
