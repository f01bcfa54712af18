import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ImpersonationView } from "../../contracts/account.ts";
import { impersonationsQuery } from "../api/account.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";

/** Which of the platform's people looked in, when and why. */
export function VisitsCard() {
  const t = useTranslations("security.visits");
  const cursors = useCursors();
  return (
    <Card title={t("title")} aside={<ExportLink path="/api/v1/impersonations/export" of={t("title")} />} flush>
      <PagedRows
        caption={t("title")}
        query={useQuery(impersonationsQuery(cursors.query.cursor))}
        cursors={cursors}
        columns={useColumns()}
        rowKey={({ id }) => id}
        empty={{ icon: Eye, title: t("none"), advice: t("noneAdvice") }}
      />
    </Card>
  );
}

function useColumns(): Column<ImpersonationView>[] {
  const t = useTranslations("security.visits");
  const formats = useBranchFormats();
  return [
    {
      key: "when",
      label: t("when"),
      cell: ({ startedAt }) => <span className="whitespace-nowrap tabular-nums">{formats.dateTime(startedAt)}</span>,
    },
    { key: "who", label: t("who"), cell: ({ operatorName }) => operatorName },
    { key: "why", label: t("why"), cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span> },
    { key: "mode", label: t("mode"), wide: true, cell: ({ mode }) => t(`modes.${mode}`) },
    {
      key: "until",
      label: t("until"),
      wide: true,
      cell: ({ endedAt, expiresAt }) => formats.dateTime(endedAt ?? expiresAt),
    },
  ];
}
