import { useQuery } from "@tanstack/react-query";
import { Unplug } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PlatformCircuitView } from "../../contracts/circuits.ts";
import { circuitsQuery } from "../api/operations.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

const TONES: Record<PlatformCircuitView["state"], Tone> = { closed: "good", open: "bad", half_open: "warn" };

/** Which accounts at vendors are not well, or were not. */
export function CircuitsPage() {
  const t = useTranslations("admin.circuits");
  const admin = useTranslations("admin");
  const [{ tenant }] = useConsoleSearch();
  const pages = usePages(tenant);
  const list = useQuery(circuitsQuery({ ...ofTenant(tenant), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.circuits")}
      subtitle={t("subtitle")}
      filter={tenant ? <TenantFilter /> : null}
      file={{ name: "circuits", query: (page) => circuitsQuery({ ...ofTenant(tenant), ...page }) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: Unplug, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<PlatformCircuitView>[] {
  const t = useTranslations("admin.circuits");
  const admin = useTranslations("admin");
  return [
    {
      key: "provider",
      label: t("provider"),
      cell: ({ provider, connection }) => (
        <>
          <span className="block font-medium">{provider}</span>
          <Id id={connection} />
        </>
      ),
    },
    {
      key: "tenant",
      label: admin("business"),
      cell: ({ tenantId, tenantName }) =>
        tenantName === null ? t("platform") : <TenantLink id={tenantId} name={tenantName} />,
    },
    {
      key: "state",
      label: t("state"),
      cell: ({ state, lastError }) => (
        <>
          <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
          {lastError && state !== "closed" ? (
            <code className="mt-1 block font-mono text-xs text-bad">{lastError}</code>
          ) : null}
        </>
      ),
    },
    {
      key: "retry",
      label: t("retryAt"),
      wide: true,
      cell: ({ retryAt }) => (retryAt === null ? "–" : <Moment at={retryAt} />),
    },
    { key: "openings", label: t("openings"), align: "end", wide: true, cell: ({ openings }) => openings },
    {
      key: "changed",
      label: t("changedAt"),
      align: "end",
      wide: true,
      cell: ({ changedAt }) => <Moment at={changedAt} />,
    },
  ];
}
