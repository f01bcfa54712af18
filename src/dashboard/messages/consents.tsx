import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BellOff } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ConsentView } from "../../contracts/messaging.ts";
import { TabHead } from "../access/tab-head.tsx";
import { consentsQuery } from "../api/messages.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";

/** Who wanted no more messages, and who did again: the ledger, newest first. */
export function Consents() {
  const t = useTranslations("messages.consents");
  const cursors = useCursors();
  const columns = useColumns();
  return (
    <>
      <TabHead about={t("about")}>
        <ExportLink path="/api/v1/consents/export" />
      </TabHead>
      <Card flush>
        <PagedRows
          caption={t("title")}
          query={useQuery(consentsQuery(cursors.query))}
          cursors={cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: BellOff, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
    </>
  );
}

function useColumns(): Column<ConsentView>[] {
  const t = useTranslations("messages.consents");
  const channels = useTranslations("messages.channels");
  const formats = useBranchFormats();
  return [
    { key: "who", label: t("who"), cell: (each) => <Who consent={each} /> },
    { key: "channel", label: t("channel"), cell: ({ channel }) => channels(channel) },
    {
      key: "action",
      label: t("action"),
      cell: ({ action }) => <Badge tone={action === "withdrawn" ? "warn" : "good"}>{t(`actions.${action}`)}</Badge>,
    },
    { key: "source", label: t("by"), wide: true, cell: ({ source }) => t(`sources.${source}`) },
    {
      key: "at",
      label: t("when"),
      wide: true,
      cell: ({ at }) => <span className="whitespace-nowrap tabular-nums">{formats.dateTime(at)}</span>,
    },
  ];
}

function Who({ consent: { customerId, customerName } }: { consent: ConsentView }) {
  const t = useTranslations("messages.consents");
  if (customerId === null) return t("stranger");
  return (
    <Link to="/app/customers/$customerId" params={{ customerId }} className="font-semibold hover:underline">
      {customerName}
    </Link>
  );
}
