import { useQuery } from "@tanstack/react-query";
import { Phone } from "lucide-react";
import { useTranslations } from "use-intl";
import type { OperatorCallView } from "../../contracts/calls.ts";
import { operatorCallsQuery } from "../api/operations.ts";
import { formatDuration } from "../i18n/formats.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { useConsoleFormats } from "./use-console.ts";
import { usePages } from "./use-pages.ts";

const TONES: Record<OperatorCallView["status"], Tone> = {
  ongoing: "accent",
  ended: "good",
  not_connected: "neutral",
  error: "bad",
};

/** Whether calls come in, and how they end. Operators see neither numbers nor words. */
export function CallsPage() {
  const t = useTranslations("admin.calls");
  const admin = useTranslations("admin");
  const [{ tenant }] = useConsoleSearch();
  const pages = usePages(tenant);
  const list = useQuery(operatorCallsQuery({ ...ofTenant(tenant), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.calls")}
      subtitle={t("subtitle")}
      filter={tenant ? <TenantFilter /> : null}
      file={{ name: "calls", query: (page) => operatorCallsQuery({ ...ofTenant(tenant), ...page }) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: Phone, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<OperatorCallView>[] {
  const t = useTranslations("admin.calls");
  const admin = useTranslations("admin");
  const formats = useConsoleFormats();
  return [
    {
      key: "call",
      label: t("call"),
      cell: ({ id, direction, provider }) => (
        <>
          <span className="block font-medium capitalize">
            {provider} · {t(direction)}
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
      cell: ({ status, disconnectionReason }) => (
        <>
          <Badge tone={TONES[status]}>{t(`statuses.${status}`)}</Badge>
          {disconnectionReason ? (
            <code className="mt-1 block font-mono text-xs wrap-anywhere">{disconnectionReason}</code>
          ) : null}
        </>
      ),
    },
    {
      key: "duration",
      label: t("duration"),
      align: "end",
      wide: true,
      cell: ({ durationMs }) => (durationMs === null ? "–" : formatDuration(durationMs)),
    },
    {
      key: "cost",
      label: t("cost"),
      align: "end",
      wide: true,
      cell: ({ costCents }) => (costCents === null ? "–" : formats.callCost(costCents)),
    },
    {
      key: "at",
      label: t("at"),
      align: "end",
      cell: ({ startedAt, createdAt }) => <Moment at={startedAt ?? createdAt} />,
    },
  ];
}
