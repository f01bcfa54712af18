import { useQuery } from "@tanstack/react-query";
import { BookOpenText, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { KnowledgeView } from "../../contracts/knowledge.ts";
import { knowledgeQuery } from "../api/voice.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { TryQuestion } from "./try-question.tsx";

const EntryDialog = later(async () => (await import("./entry-dialog.tsx")).EntryDialog);

const PAGE = 50;
type Shown = KnowledgeView | "new" | null;

export function KnowledgePage() {
  return (
    <PageTexts of={["knowledge"]}>
      <Knowledge />
    </PageTexts>
  );
}

function Knowledge() {
  const t = useTranslations("knowledge");
  const { permissions } = useSignedIn().me;
  const cursors = useCursors();
  const [shown, setShown] = useState<Shown>(null);
  const list = useQuery(knowledgeQuery({ limit: PAGE, ...cursors.query }));
  const mayWrite = permissions.includes("voice:write");
  const columns = useColumns(mayWrite ? setShown : null);
  useTitle(t("title"));
  const add = mayWrite ? (
    <Button variant="primary" onClick={() => setShown("new")}>
      <Plus aria-hidden className="size-4" /> {t("add")}
    </Button>
  ) : null;
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={add}>
      <div className="flex flex-col gap-5">
        <TryQuestion />
        <Card title={t("list")} aside={<ExportLink path="/api/v1/knowledge/export" />} flush>
          <PagedRows
            caption={t("list")}
            query={list}
            cursors={cursors}
            columns={columns}
            rowKey={({ id }) => id}
            empty={{ icon: BookOpenText, title: t("nothing"), advice: t("nothingAdvice") }}
          />
        </Card>
      </div>
      {shown ? <EntryDialog entry={shown === "new" ? null : shown} onClose={() => setShown(null)} /> : null}
    </Page>
  );
}

function useColumns(onEdit: ((entry: KnowledgeView) => void) | null): Column<KnowledgeView>[] {
  const t = useTranslations("knowledge");
  const common = useTranslations("common");
  const { branches } = useSignedIn().me;
  const branchName = (id: string | null) => branches.find((each) => each.id === id)?.name ?? t("allBranches");
  return [
    {
      key: "question",
      label: t("question"),
      cell: ({ question, answer, isActive }) => (
        <div className="max-w-160">
          <p className="font-semibold wrap-anywhere">
            {question} {isActive ? null : <Badge>{t("off")}</Badge>}
          </p>
          <p className="mt-0.5 wrap-anywhere text-ink-soft">{answer}</p>
        </div>
      ),
    },
    { key: "language", label: t("language"), wide: true, cell: ({ language }) => t(`languages.${language}`) },
    { key: "branch", label: t("branch"), wide: true, cell: ({ branchId }) => branchName(branchId) },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: (entry) => (onEdit ? <Button onClick={() => onEdit(entry)}>{common("edit")}</Button> : null),
    },
  ];
}
