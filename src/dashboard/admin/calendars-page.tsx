import { useQuery } from "@tanstack/react-query";
import { CalendarSync } from "lucide-react";
import { useTranslations } from "use-intl";
import type { PlatformAccountView } from "../../contracts/calendar-operations.ts";
import { calendarAccountsQuery, calendarFiguresQuery } from "../api/calendar-operations.ts";
import { ACCOUNT_STATES } from "../api/list-states.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { StatTile } from "../ui/stat-tile.tsx";
import type { Column } from "../ui/table.tsx";
import { CalendarSheet } from "./calendar-sheet.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

const FILTERS = ["all", ...ACCOUNT_STATES] as const;
const TONES: Record<PlatformAccountView["state"], Tone> = { connected: "good", broken: "bad", disconnected: "neutral" };

/** Calendar accounts of all businesses: which are well, which wait, which are cut off. */
export function CalendarsPage() {
  const t = useTranslations("admin.calendars");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const [{ tenant, account, accounts }, patch] = useConsoleSearch();
  const pages = usePages(`${tenant} ${accounts}`);
  const state = accounts ? { state: accounts } : {};
  const list = useQuery(calendarAccountsQuery({ ...ofTenant(tenant), ...state, ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.calendars")}
      subtitle={t("subtitle")}
      filter={
        <>
          <Figures />
          <Segmented
            label={common("filter")}
            value={accounts ?? "all"}
            options={FILTERS.map((value) => ({ value, label: t(`states.${value}`) }))}
            onChoose={(next) => patch({ accounts: next === "all" ? undefined : next })}
          />
          <TenantFilter />
        </>
      }
      file={{
        name: "calendar-accounts",
        query: (page) => calendarAccountsQuery({ ...ofTenant(tenant), ...state, ...page }),
      }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: CalendarSync, title: t("none"), advice: t("noneAdvice") }}
    >
      {account ? <CalendarSheet id={account} onClose={() => patch({ account: undefined })} /> : null}
    </ConsoleList>
  );
}

function Figures() {
  const t = useTranslations("admin.calendars");
  const figures = useQuery(calendarFiguresQuery).data;
  if (!figures) return null;
  return (
    <dl aria-label={t("figures")} className="mb-2 grid w-full grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {(["connected", "broken", "failing", "waiting", "dead"] as const).map((name) => (
        <StatTile key={name} label={t(`counts.${name}`)} value={figures[name]} />
      ))}
    </dl>
  );
}

function useColumns(): Column<PlatformAccountView>[] {
  const t = useTranslations("admin.calendars");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const [, patch] = useConsoleSearch();
  return [
    {
      key: "account",
      label: t("account"),
      cell: ({ id, provider }) => (
        <>
          <span className="block font-medium">{t(`providers.${provider}`)}</span>
          <Id id={id} />
        </>
      ),
    },
    {
      key: "tenant",
      label: admin("business"),
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    { key: "state", label: t("state"), cell: (account) => <State account={account} /> },
    { key: "waiting", label: t("counts.waiting"), align: "end", wide: true, cell: ({ waiting }) => waiting },
    { key: "dead", label: t("counts.dead"), align: "end", wide: true, cell: ({ dead }) => dead },
    {
      key: "last",
      label: t("lastSync"),
      align: "end",
      wide: true,
      cell: ({ lastSyncAt }) => <Moment at={lastSyncAt} />,
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: ({ id }) => <Button onClick={() => patch({ account: id })}>{t("show")}</Button>,
    },
  ];
}

function State({ account: { state, lastError, failing } }: { account: PlatformAccountView }) {
  const t = useTranslations("admin.calendars");
  return (
    <>
      <Badge tone={state === "connected" && failing > 0 ? "warn" : TONES[state]}>{t(`states.${state}`)}</Badge>
      {failing > 0 ? <span className="mt-1 block text-xs text-warn">{t("failing", { count: failing })}</span> : null}
      {lastError ? <code className="mt-1 block font-mono text-xs wrap-anywhere text-bad">{lastError}</code> : null}
    </>
  );
}
