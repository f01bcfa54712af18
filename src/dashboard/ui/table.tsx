import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Numbers, money and durations end at the same edge. */
  align?: "end";
  /** Left out where there is little room. */
  wide?: boolean;
};

type TableProps<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; rowKey: (row: Row) => string };

/** Rows that are read across. Links and buttons are within cells, so rows are reached by Tab in reading order. */
export function Table<Row>({ caption, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <div className="relative overflow-x-auto" role="region" aria-label={caption} tabIndex={0}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-faint">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classNames(
                  "px-2.5 py-2 font-medium whitespace-nowrap first:pl-4 last:pr-4 sm:px-4",
                  look(column),
                )}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-b-0 hover:bg-hover/50">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={classNames("px-2.5 py-2.5 align-middle first:pl-4 last:pr-4 sm:px-4", look(column))}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function look<Row>({ align, wide }: Column<Row>): string {
  return classNames(align === "end" && "text-right tabular-nums", wide && "max-md:hidden");
}
