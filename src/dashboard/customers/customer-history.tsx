import { useQuery } from "@tanstack/react-query";
import { customerHistoryQuery } from "../api/leads.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Timeline } from "../leads/timeline.tsx";
import { useCursors } from "../ui/rows.tsx";

/** What followed them up, and what they asked for as a lead. Nothing when there is nothing. */
export function CustomerHistory({ customerId }: { customerId: string }) {
  const cursors = useCursors();
  const query = useQuery(customerHistoryQuery(customerId, cursors.query.cursor));
  if (!query.data || (query.data.items.length === 0 && cursors.page === 0)) return null;
  return (
    <PageTexts of={["leads"]}>
      <Timeline file={`/api/v1/customers/${customerId}/history/export`} query={query} cursors={cursors} />
    </PageTexts>
  );
}
