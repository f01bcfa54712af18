import { useQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { DeadLetterView } from "../../contracts/operations.ts";
import { lettersQuery } from "../api/operations.ts";
import { Button } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";
import { Choice, Id, Moment } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { useConsoleSearch } from "./console-search.ts";
import { LetterActs } from "./letter-acts.tsx";
import { LetterSheet } from "./letter-sheet.tsx";
import { useChosen } from "./use-chosen.ts";
import { usePages } from "./use-pages.ts";

export function LettersPage() {
  const t = useTranslations("admin.letters");
  const admin = useTranslations("admin");
  const [{ letter }, patch] = useConsoleSearch();
  const pages = usePages();
  const list = useQuery(lettersQuery(pages.query));
  const chosen = useChosen(list.data?.items ?? []);
  return (
    <ConsoleList
      title={admin("pages.dead-letters")}
      subtitle={t("subtitle")}
      filter={chosen.ids.length > 0 ? <LetterActs ids={chosen.ids} onDone={chosen.clear} /> : null}
      file={{ name: "dead-letters", query: (page) => lettersQuery(page) }}
      list={list}
      pages={pages}
      columns={useColumns(chosen)}
      rowKey={({ id }) => id}
      empty={{ icon: MailCheck, title: t("none"), advice: t("noneAdvice") }}
    >
      {letter ? <LetterSheet id={letter} onClose={() => patch({ letter: undefined })} /> : null}
    </ConsoleList>
  );
}

function useColumns(chosen: ReturnType<typeof useChosen>): Column<DeadLetterView>[] {
  const t = useTranslations("admin.letters");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const [, patch] = useConsoleSearch();
  return [
    {
      key: "id",
      label: "Id",
      cell: ({ id }) => (
        <span className="flex items-center gap-2">
          <Choice id={id} chosen={chosen} />
          <Id id={id} />
        </span>
      ),
    },
    { key: "queue", label: t("queue"), cell: ({ queue }) => <code className="font-mono text-xs">{queue}</code> },
    { key: "goesTo", label: t("goesTo"), wide: true, cell: ({ goesTo }) => goesTo ?? t("nowhere") },
    {
      key: "received",
      label: admin("received"),
      align: "end",
      wide: true,
      cell: ({ receivedAt }) => <Moment at={receivedAt} />,
    },
    {
      key: "actions",
      label: common("actions"),
      align: "end",
      cell: ({ id }) => <Button onClick={() => patch({ letter: id })}>{t("show")}</Button>,
    },
  ];
}
