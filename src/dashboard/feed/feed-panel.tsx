import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useTranslations } from "use-intl";
import { endedCallsQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { FeedRow } from "./feed-row.tsx";
import { useFeedItems } from "./use-tenant-feed.ts";

export function FeedPanel({ titled = true, className }: { titled?: boolean; className?: string }) {
  const t = useTranslations("feed");
  const items = useFeedItems();
  // The lines name callers by what the lists of calls know.
  useQuery(endedCallsQuery(useSignedIn().branch.id));
  return (
    <Panel title={t("title")} titled={titled} className={className}>
      {items.length === 0 ? (
        <EmptyState icon={Activity} title={t("empty.title")}>
          {t("empty.advice")}
        </EmptyState>
      ) : (
        <ol className="px-2 pb-3">
          {items.map((item) => (
            <FeedRow key={item.seq} item={item} />
          ))}
        </ol>
      )}
    </Panel>
  );
}
