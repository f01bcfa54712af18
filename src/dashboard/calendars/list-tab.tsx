import { Plus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { TabHead } from "../access/tab-head.tsx";
import { useSignedIn } from "../app/signed-in.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows } from "../ui/rows.tsx";

type ListTabProps<Row> = ComponentProps<typeof PagedRows<Row>> & {
  about: string;
  /** What is made here, and the dialog for it. */
  make: { label: string; onClick: () => void };
  children: ReactNode;
};

/** One kind of thing on this page: what it is for, a button that makes one, and those that there are. */
export function ListTab<Row>({ about, make, children, ...rows }: ListTabProps<Row>) {
  const mayWrite = useSignedIn().me.permissions.includes("calendars:write");
  return (
    <>
      <TabHead about={about}>
        {mayWrite ? (
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
