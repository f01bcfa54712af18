import { useQuery } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { MessageView } from "../../contracts/messaging.ts";
import { messagesQuery } from "../api/messages.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { StatusFilter, useStatusFilter } from "../live/status-filter.tsx";
import { Badge } from "../ui/badge.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { MessageSheet } from "./message-sheet.tsx";
import { MESSAGE_TONES } from "./message-tones.ts";
import { useMessageWords } from "./use-message-words.ts";

const STATUSES = ["delivered", "sent", "failed", "not_sent", "received"] as const;

export function MessageLog() {
  const t = useTranslations("messages");
  const [shown, setShown] = useState<MessageView | null>(null);
  const filter = useStatusFilter(STATUSES);
  const list = useQuery(messagesQuery(filter.query));
  const columns = useMessageColumns(setShown);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-3">
        <StatusFilter filter={filter} nameOf={(value) => t(value === "all" ? "all" : `statuses.${value}`)} />
        <div className="mb-4">
          <ExportLink path="/api/v1/messages/export" query={{ status: filter.status }} />
        </div>
      </div>
      <Card flush>
        <PagedRows
          caption={t("title")}
          query={list}
          cursors={filter.cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: MessageSquare, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
      {shown ? <MessageSheet message={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

export function useMessageColumns(onShow: (message: MessageView) => void): Column<MessageView>[] {
  const t = useTranslations("messages");
  const words = useMessageWords();
  const formats = useBranchFormats();
  return [
    {
      key: "kind",
      label: t("what"),
      cell: (message) => (
        <button
          type="button"
          className="min-h-6 text-left font-semibold underline-offset-3 hover:underline"
          onClick={() => onShow(message)}
        >
          {words.kind(message.kind)}
        </button>
      ),
    },
    {
      key: "to",
      label: t("who"),
      wide: true,
      cell: ({ address }) => <span className="wrap-anywhere">{address || "–"}</span>,
    },
    {
      key: "at",
      label: t("when"),
      cell: ({ createdAt }) => <span className="tabular-nums sm:whitespace-nowrap">{formats.dateTime(createdAt)}</span>,
    },
    {
      key: "channel",
      label: t("channel"),
      wide: true,
      cell: ({ channel }) => t(`channels.${channel}`),
    },
    {
      key: "status",
      label: t("state"),
      cell: ({ status }) => <Badge tone={MESSAGE_TONES[status]}>{t(`statuses.${status}`)}</Badge>,
    },
    { key: "reason", label: t("why"), wide: true, cell: ({ reason }) => (reason ? words.reason(reason) : "") },
  ];
}
