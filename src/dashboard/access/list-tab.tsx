import { Plus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows } from "../ui/rows.tsx";
import { TabHead } from "./tab-head.tsx";

type ListTabProps<Row> = ComponentProps<typeof PagedRows<Row>> & {
  about: string;
  /** What is made here, for those who may. */
  make: { label: string; onClick: () => void } | null;
  /** Where the whole of it is had as a file. */
  file?: ComponentProps<typeof ExportLink>["path"];
  children: ReactNode;
};

/** One kind of thing on a page of tabs: what it is for, a button that makes one, and those that there are. */
export function ListTab<Row>({ about, make, file, children, ...rows }: ListTabProps<Row>) {
  return (
    <>
      <TabHead about={about}>
        {file ? <ExportLink path={file} /> : null}
        {make ? (
          <Button variant="primary" onClick={make.onClick}>
            <Plus aria-hidden className="size-4" /> {make.label}
          </Button>
        ) : null}
      </TabHead>
      <Card flush>
        <PagedRows {...rows} />
      </Card>
      {children}
    </>
  );
}
