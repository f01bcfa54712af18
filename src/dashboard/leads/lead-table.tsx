import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserRoundPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import type { LeadView } from "../../contracts/leads.ts";
import { leadsQuery } from "../api/leads.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { StatusFilter, useStatusFilter } from "../live/status-filter.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { PagedRows } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { ContactTime } from "./lead-card.tsx";
import { LEAD_STATUSES, LEAD_TONES } from "./lead-tones.ts";

export function LeadTable() {
  const t = useTranslations("leads");
  const [{ q }] = useLiveSearch();
  const filter = useStatusFilter(LEAD_STATUSES);
  return (
    <>
      <StatusFilter filter={filter} nameOf={(value) => (value === "all" ? t("all") : t(`statuses.${value}`))} />
      <Card flush>
        <PagedRows
          caption={t("title")}
          query={useQuery(leadsQuery({ limit: 50, ...(q ? { q } : {}), ...filter.query }))}
          cursors={filter.cursors}
          columns={useColumns()}
          rowKey={({ id }) => id}
          empty={{
            icon: UserRoundPlus,
            title: q ? t("noneFound", { q }) : t("nothing"),
            advice: q ? t("noneFoundAdvice") : t("nothingAdvice"),
          }}
        />
      </Card>
    </>
  );
}

function useColumns(): Column<LeadView>[] {
  const t = useTranslations("leads");
  const formats = useBranchFormats();
  return [
    {
      key: "name",
      label: t("name"),
      cell: ({ id, name, phone, email }) => (
        <>
          <Link
            to="/app/leads/$leadId"
            params={{ leadId: id }}
            search={onlyBranch}
            className="inline-block min-h-6 font-semibold wrap-anywhere underline-offset-3 hover:underline"
          >
            {name}
          </Link>
          <span className="block text-xs wrap-anywhere text-ink-faint tabular-nums">
            {phone ? <PhoneNumber phone={phone} /> : email}
          </span>
        </>
      ),
    },
    {
      key: "request",
      label: t("request"),
      wide: true,
      cell: ({ request }) => <span className="line-clamp-2 wrap-anywhere">{request ?? "–"}</span>,
    },
    { key: "source", label: t("source"), wide: true, cell: ({ source }) => t(`sources.${source}`) },
    {
      key: "status",
      label: t("status"),
      cell: ({ status }) => <Badge tone={LEAD_TONES[status]}>{t(`statuses.${status}`)}</Badge>,
    },
    {
      key: "contact",
      label: t("firstContact"),
      wide: true,
      cell: (lead) => <ContactTime lead={lead} />,
    },
    {
      key: "since",
      label: t("since"),
      align: "end",
      cell: ({ createdAt }) => <span className="whitespace-nowrap">{formats.date(createdAt)}</span>,
    },
  ];
}
