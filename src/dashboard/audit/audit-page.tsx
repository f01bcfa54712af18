import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AuditEntryView } from "../../contracts/audit.ts";
import { type AuditFilter, auditQuery } from "../api/business.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { EntrySheet } from "./entry-sheet.tsx";
import { useActionText } from "./use-action-text.ts";
import { useActorName } from "./use-actor-name.ts";
import { VerifyButton } from "./verify-button.tsx";

export function AuditPage() {
  return (
    <PageTexts of={["audit"]}>
      <AuditContent />
    </PageTexts>
  );
}

function AuditContent() {
  const t = useTranslations("audit");
  const [filter, setFilter] = useState<AuditFilter>({});
  const [shown, setShown] = useState<AuditEntryView | null>(null);
  const cursors = useCursors();
  const list = useQuery(auditQuery({ ...filter, ...cursors.query }));
  const columns = useColumns(setShown);
  useTitle(t("title"));
  const narrow = (next: AuditFilter) => {
    cursors.restart();
    setFilter(next);
  };
  const actions = (
    <>
      <ExportLink path="/api/v1/audit-log/export" query={asText(filter)} />
      <VerifyButton />
    </>
  );
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={actions}>
      <AuditFilters filter={filter} onChange={narrow} />
      <Card flush>
        <PagedRows
          caption={t("title")}
          query={list}
          cursors={cursors}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ icon: ScrollText, title: t("nothing"), advice: t("nothingAdvice") }}
        />
      </Card>
      {shown ? <EntrySheet entry={shown} onClose={() => setShown(null)} /> : null}
    </Page>
  );
}

function asText({ actor, subjectId, from, to }: AuditFilter): Record<string, string | undefined> {
  return { actor, subjectId, from, to };
}

function useColumns(onShow: (entry: AuditEntryView) => void): Column<AuditEntryView>[] {
  const t = useTranslations("audit");
  const formats = useBranchFormats();
  const actionText = useActionText();
  const actorName = useActorName();
  return [
    {
      key: "action",
      label: t("what"),
      cell: (entry) => (
        <button
          type="button"
          className="min-h-6 text-left font-semibold underline-offset-3 hover:underline"
          onClick={() => onShow(entry)}
        >
          {actionText(entry.action)}
        </button>
      ),
    },
    { key: "actor", label: t("who"), cell: ({ actor }) => actorName(actor) },
    {
      key: "at",
      label: t("when"),
      cell: ({ at }) => <span className="whitespace-nowrap tabular-nums">{formats.dateTime(at)}</span>,
    },
    {
      key: "subject",
      label: t("subject"),
      wide: true,
      cell: ({ subjectId }) => <code className="font-mono text-xs break-all text-ink-soft">{subjectId}</code>,
    },
  ];
}
