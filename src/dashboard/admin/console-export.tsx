import { type FetchQueryOptions, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { type CursorPage, collect } from "../api/collect.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { downloadCsv } from "../ui/csv.ts";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

const PAGE = 100;
/** A hundred questions. Where there is more, the page says so. */
const MOST_ROWS = 10_000;

/** How the rows of a table are asked for, page by page, with the filters that are set. */
export type TableFile<Row> = {
  name: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each list has a key of its own shape
  query: (page: { cursor?: string; limit: number }) => FetchQueryOptions<CursorPage<Row>, Error, CursorPage<Row>, any>;
};

/** The whole table as a file, as the API tells it: what operators may read, and nothing more. */
export function ConsoleExport<Row extends object>({ file: { name, query } }: { file: TableFile<Row> }) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const client = useQueryClient();
  const reading = useChange<undefined, Row[]>({
    run: () => collect((cursor) => client.fetchQuery(query({ limit: PAGE, ...(cursor ? { cursor } : {}) })), MOST_ROWS),
    onDone(rows) {
      const keys = Object.keys(rows[0] ?? { id: "" });
      const columns = keys.map((label) => ({ label, text: (row: Row) => cellOf(Object.entries(row), label) }));
      downloadCsv(name, columns, rows);
      if (rows.length >= MOST_ROWS) notify({ title: t("cut", { count: rows.length }), tone: "bad" });
    },
  });
  return (
    <>
      <Button disabled={reading.isPending} onClick={() => reading.send(undefined)}>
        <Download aria-hidden className="size-4" /> {common("csv")}
      </Button>
      <Refusal error={reading.error} />
    </>
  );
}

function cellOf(entries: [string, unknown][], label: string): string | number | null {
  const value = entries.find(([key]) => key === label)?.[1];
  if (value === null || value === undefined) return null;
  return typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value);
}
