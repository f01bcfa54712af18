import { useQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DeadLetterView } from "../../contracts/operations.ts";
import { lettersQuery } from "../api/operations.ts";
import { Button } from "../ui/button.tsx";
import type { Column } from "../ui/table.tsx";
import { Id, Moment } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { useConsoleSearch } from "./console-search.ts";
import { LetterActs } from "./letter-acts.tsx";
import { LetterSheet } from "./letter-sheet.tsx";
import { usePages } from "./use-pages.ts";

export function LettersPage() {
  const t = useTranslations("admin.letters");
  const admin = useTranslations("admin");
  const [{ letter }, patch] = useConsoleSearch();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const pages = usePages();
  const list = useQuery(lettersQuery(pages.query));
  const shown = list.data?.items.map(({ id }) => id as string) ?? [];
  const ids = chosen.filter((id) => shown.includes(id));
  const toggle = (id: string) => setChosen(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);
  return (
    <ConsoleList
      title={admin("pages.dead-letters")}
      subtitle={t("subtitle")}
      filter={ids.length > 0 ? <LetterActs ids={ids} onDone={() => setChosen([])} /> : null}
      list={list}
      pages={pages}
      columns={useColumns(ids, toggle)}
      rowKey={({ id }) => id}
      empty={{ icon: MailCheck, title: t("none"), advice: t("noneAdvice") }}
    >
      {letter ? <LetterSheet id={letter} onClose={() => patch({ letter: undefined })} /> : null}
    </ConsoleList>
  );
}

function useColumns(ids: readonly string[], toggle: (id: string) => void): Column<DeadLetterView>[] {
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
          <label className="grid size-6 place-items-center">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              aria-label={t("choose", { id: `…${id.slice(-6)}` })}
              checked={ids.includes(id)}
              onChange={() => toggle(id)}
            />
          </label>
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
