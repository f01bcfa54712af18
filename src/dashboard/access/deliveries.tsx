import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DeliveryView } from "../../contracts/webhook-endpoints.ts";
import { deliveriesQuery } from "../api/business.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { StatusFilter, useStatusFilter } from "../live/status-filter.tsx";
import { Badge } from "../ui/badge.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { DeliverySheet } from "./delivery-sheet.tsx";
import { DELIVERY_TONES } from "./delivery-tones.ts";
import { TabHead } from "./tab-head.tsx";

const STATUSES = ["pending", "delivered", "failed", "cancelled"] as const;
export function Deliveries() {
  const t = useTranslations("access.deliveries");
  const [shown, setShown] = useState<string | null>(null);
  const filter = useStatusFilter(STATUSES);
  const list = useQuery(deliveriesQuery(filter.query));
  const columns = useColumns(setShown);
  return (
    <>
      <TabHead about={t("about")}>
        <ExportLink path="/api/v1/webhook-deliveries/export" query={{ status: filter.status }} />
      </TabHead>
      <StatusFilter filter={filter} nameOf={(value) => t(`status.${value}`)} />
      <Card flush>
        <PagedRows
          caption={t("title")}
          query={list}
          cursors={filter.cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: Send, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
      {shown ? <DeliverySheet deliveryId={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function useColumns(onShow: (id: string) => void): Column<DeliveryView>[] {
  const t = useTranslations("access.deliveries");
  const formats = useBranchFormats();
  return [
    {
      key: "type",
      label: t("event"),
      cell: ({ id, type }) => (
        <button
          type="button"
          className="min-h-6 text-left font-mono text-xs font-semibold underline-offset-3 hover:underline"
          onClick={() => onShow(id)}
        >
          {type}
        </button>
      ),
    },
    {
      key: "at",
      label: t("when"),
      cell: ({ createdAt }) => <span className="whitespace-nowrap tabular-nums">{formats.dateTime(createdAt)}</span>,
    },
    {
      key: "status",
      label: t("state"),
      cell: ({ status }) => <Badge tone={DELIVERY_TONES[status]}>{t(`status.${status}`)}</Badge>,
    },
    {
      key: "answer",
      label: t("answer"),
      wide: true,
      cell: ({ lastStatus, lastError }) => lastStatus ?? lastError ?? "–",
    },
    { key: "attempts", label: t("attempts"), align: "end", wide: true, cell: ({ attempts }) => attempts },
  ];
}
