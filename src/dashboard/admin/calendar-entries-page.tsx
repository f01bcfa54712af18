import { useQuery } from "@tanstack/react-query";
import { CalendarCheck2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PlatformMirrorView } from "../../contracts/calendar-operations.ts";
import { calendarMirrorsQuery } from "../api/calendar-operations.ts";
import { ENTRY_STATES } from "../api/list-states.ts";
import { Segmented } from "../ui/segmented.tsx";
import type { Column } from "../ui/table.tsx";
import { CalendarEntryActs } from "./calendar-entry-acts.tsx";
import { Choice, Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { useChosen } from "./use-chosen.ts";
import { usePages } from "./use-pages.ts";

/** Entries in calendars outside that were given up or wait, of all businesses. */
export function CalendarEntriesPage() {
  const t = useTranslations("admin.calendars");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const [{ tenant }] = useConsoleSearch();
  const [state, setState] = useState<(typeof ENTRY_STATES)[number]>("dead");
  const pages = usePages(`${tenant} ${state}`);
  const list = useQuery(calendarMirrorsQuery({ ...ofTenant(tenant), state, ...pages.query }));
  const chosen = useChosen(list.data?.items ?? []);
  return (
    <ConsoleList
      title={admin("pages.calendar-entries")}
      subtitle={t("entriesSubtitle")}
      filter={
        <>
          <Segmented
            label={common("filter")}
            value={state}
            options={ENTRY_STATES.map((value) => ({ value, label: t(`counts.${value}`) }))}
            onChoose={setState}
          />
          <TenantFilter />
          {chosen.ids.length > 0 ? <CalendarEntryActs ids={chosen.ids} onDone={chosen.clear} /> : null}
        </>
      }
      file={{
        name: "calendar-entries",
        query: (page) => calendarMirrorsQuery({ ...ofTenant(tenant), state, ...page }),
      }}
      list={list}
      pages={pages}
      columns={useColumns(chosen)}
      rowKey={({ id }) => id}
      empty={{ icon: CalendarCheck2, title: t("entriesNone"), advice: t("entriesNoneAdvice") }}
    />
  );
}

function useColumns(chosen: ReturnType<typeof useChosen>): Column<PlatformMirrorView>[] {
  const t = useTranslations("admin.calendars");
  const admin = useTranslations("admin");
  return [
    {
      key: "entry",
      label: t("entry"),
      cell: ({ id, provider }) => (
        <span className="flex items-center gap-2">
          <Choice id={id} chosen={chosen} />
          <span>
            <span className="block font-medium">{t(`providers.${provider}`)}</span>
            <Id id={id} />
          </span>
        </span>
      ),
    },
    {
      key: "tenant",
      label: admin("business"),
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    {
      key: "error",
      label: t("lastError"),
      cell: ({ lastError, attempts }) => (
        <>
          {lastError ? <code className="block font-mono text-xs wrap-anywhere text-bad">{lastError}</code> : "–"}
          {attempts > 0 ? <span className="text-xs text-ink-faint">{t("attempts", { count: attempts })}</span> : null}
        </>
      ),
    },
    {
      key: "next",
      label: t("next"),
      wide: true,
      cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? "–" : <Moment at={nextAttemptAt} />),
    },
    { key: "at", label: t("changed"), align: "end", wide: true, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
  ];
}
