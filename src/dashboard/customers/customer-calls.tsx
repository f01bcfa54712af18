import { useQuery } from "@tanstack/react-query";
import { PhoneOff } from "lucide-react";
import { useTranslations } from "use-intl";
import { customerCallsQuery } from "../api/customers.ts";
import { RecentCallRow } from "../calls/recent-call-row.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { useCursors } from "../ui/rows.tsx";

export function CustomerCalls({ customerId }: { customerId: string }) {
  const t = useTranslations("customers");
  const cursors = useCursors();
  const query = useQuery(customerCallsQuery(customerId, cursors.query.cursor));
  const next = query.data?.nextCursor;
  return (
    <Card
      title={t("calls")}
      aside={<ExportLink path={`/api/v1/customers/${customerId}/calls/export`} of={t("calls")} />}
      flush
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length > 0 ? (
            <ul className="p-2">
              {items.map((call) => (
                <RecentCallRow key={call.id} call={call} />
              ))}
            </ul>
          ) : (
            <EmptyState icon={PhoneOff} title={t("noCalls")}>
              {t("noCallsAdvice")}
            </EmptyState>
          )
        }
      </Loaded>
      <Pagination page={cursors.page} hasNext={next != null} onPage={(page) => cursors.turn(page, next)} />
    </Card>
  );
}
