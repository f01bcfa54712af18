import { useQuery } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PlatformConnectionView } from "../../contracts/operations.ts";
import { connectionsQuery } from "../api/operations.ts";
import { Badge } from "../ui/badge.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

export function ConnectionsPage() {
  const t = useTranslations("admin.connections");
  const admin = useTranslations("admin");
  const [{ tenant }] = useConsoleSearch();
  const pages = usePages(tenant);
  const list = useQuery(connectionsQuery({ ...ofTenant(tenant), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.connections")}
      subtitle={t("subtitle")}
      filter={tenant ? <TenantFilter /> : null}
      file={{ name: "connections", query: (page) => connectionsQuery({ ...ofTenant(tenant), ...page }) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: PlugZap, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<PlatformConnectionView>[] {
  const t = useTranslations("admin.connections");
  const admin = useTranslations("admin");
  return [
    {
      key: "name",
      label: t("name"),
      cell: ({ id, name, provider }) => (
        <>
          <span className="block font-medium">{name || provider}</span>
          <Id id={id} />
        </>
      ),
    },
    {
      key: "tenant",
      label: admin("business"),
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    { key: "provider", label: t("provider"), wide: true, cell: ({ provider }) => provider },
    { key: "state", label: t("state"), cell: (connection) => <ConnectionState connection={connection} /> },
    {
      key: "secret",
      label: t("secret"),
      wide: true,
      cell: ({ secretChangedAt, createdAt }) => <Moment at={secretChangedAt ?? createdAt} />,
    },
    {
      key: "last",
      label: t("lastEvent"),
      align: "end",
      wide: true,
      cell: ({ lastEventAt }) => <Moment at={lastEventAt} />,
    },
  ];
}

function ConnectionState({ connection }: { connection: PlatformConnectionView }) {
  const t = useTranslations("admin.connections");
  if (connection.disabledAt) return <Badge tone="neutral">{t("disabled")}</Badge>;
  return connection.lastEventAt ? <Badge tone="good">{t("active")}</Badge> : <Badge tone="warn">{t("silent")}</Badge>;
}
