import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { QuarantinedEventView } from "../../contracts/quarantine.ts";
import { quarantineQuery } from "../api/operations.ts";
import type { Column } from "../ui/table.tsx";
import { Id, Moment, TenantFilter, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { ofTenant, useConsoleSearch } from "./console-search.ts";
import { QuarantineActions } from "./quarantine-actions.tsx";
import { useConsoleFormats } from "./use-console.ts";
import { usePages } from "./use-pages.ts";

export function QuarantinePage() {
  const t = useTranslations("admin.quarantine");
  const admin = useTranslations("admin");
  const [{ tenant }] = useConsoleSearch();
  const pages = usePages(tenant);
  const list = useQuery(quarantineQuery({ ...ofTenant(tenant), ...pages.query }));
  return (
    <ConsoleList
      title={admin("pages.quarantine")}
      subtitle={t("subtitle")}
      filter={tenant ? <TenantFilter /> : null}
      file={{ name: "quarantine", query: (page) => quarantineQuery({ ...ofTenant(tenant), ...page }) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: ShieldCheck, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<QuarantinedEventView>[] {
  const t = useTranslations("admin.quarantine");
  const events = useTranslations("admin.events");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  return [
    {
      key: "type",
      label: events("type"),
      cell: ({ id, type, tenantId, tenantName }) => (
        <>
          <code className="block font-mono text-xs font-medium">{type}</code>
          <Id id={id} />
          <span className="block">
            <TenantLink id={tenantId} name={tenantName} />
          </span>
        </>
      ),
    },
    { key: "evidence", label: t("evidence"), cell: (event) => <Evidence event={event} /> },
    {
      key: "received",
      label: admin("received"),
      align: "end",
      wide: true,
      cell: ({ receivedAt }) => <Moment at={receivedAt} />,
    },
    { key: "actions", label: common("actions"), align: "end", cell: (event) => <QuarantineActions event={event} /> },
  ];
}

/** Why no branch was certain enough. */
function Evidence({ event: { confidence, evidence } }: { event: QuarantinedEventView }) {
  const t = useTranslations("admin.quarantine");
  const formats = useConsoleFormats();
  return (
    <div className="min-w-44 text-xs">
      <p className="font-medium">
        {t("confidence", { percent: formats.percent(confidence) })}
        {evidence.number ? ` · ${t("line", { number: evidence.number })}` : ""}
      </p>
      <ul className="mt-0.5 text-ink-soft">
        {evidence.clues.map(({ clue, finding }) => (
          <li key={clue}>
            {t(`clue.${clue}`)}: {t(`finding.${finding}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
