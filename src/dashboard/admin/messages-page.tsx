import { useQuery } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useTranslations } from "use-intl";
import type { OperatorMessageView } from "../../contracts/messaging.ts";
import { operatorMessagesQuery } from "../api/operations.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { MESSAGE_TONES } from "../messages/message-tones.ts";
import { useMessageWords } from "../messages/use-message-words.ts";
import { Badge } from "../ui/badge.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

/** Whether messages go out. Operators see neither words nor addresses. */
export function MessagesPage() {
  return (
    <PageTexts of={["messages"]}>
      <Messages />
    </PageTexts>
  );
}

function Messages() {
  const t = useTranslations("admin.messages");
  const admin = useTranslations("admin");
  const [{ tenant }] = useConsoleSearch();
  const pages = usePages(tenant);
  const list = useQuery(operatorMessagesQuery({ ...ofTenant(tenant), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.messages")}
      subtitle={t("subtitle")}
      filter={tenant ? <TenantFilter /> : null}
      file={{ name: "messages", query: (page) => operatorMessagesQuery({ ...ofTenant(tenant), ...page }) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: MessageSquare, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<OperatorMessageView>[] {
  const t = useTranslations("admin.messages");
  const admin = useTranslations("admin");
  const words = useMessageWords();
  return [
    {
      key: "kind",
      label: t("kind"),
      cell: ({ id, kind, direction }) => (
        <>
          <span className="block font-medium">
            {words.kind(kind)} · {t(direction)}
          </span>
          <Id id={id} />
        </>
      ),
    },
    {
      key: "tenant",
      label: admin("business"),
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    {
      key: "status",
      label: t("status"),
      cell: ({ status, reason }) => (
        <>
          <Badge tone={MESSAGE_TONES[status]}>{t(`statuses.${status}`)}</Badge>
          {reason ? <code className="mt-1 block font-mono text-xs wrap-anywhere">{reason}</code> : null}
        </>
      ),
    },
    { key: "vendor", label: t("vendor"), wide: true, cell: ({ vendor, channel }) => vendor ?? channel },
    { key: "at", label: t("at"), align: "end", cell: ({ createdAt }) => <Moment at={createdAt} /> },
  ];
}
