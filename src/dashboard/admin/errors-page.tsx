import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ErrorGroupView } from "../../contracts/operations.ts";
import { errorsQuery } from "../api/operations.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import type { Column } from "../ui/table.tsx";
import { Moment } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { usePages } from "./use-pages.ts";

export function ErrorsPage() {
  const t = useTranslations("admin.errors");
  const admin = useTranslations("admin");
  const pages = usePages();
  const list = useQuery(errorsQuery(pages.query));
  return (
    <ConsoleList
      title={admin("pages.errors")}
      subtitle={t("subtitle")}
      file={{ name: "errors", query: (page) => errorsQuery(page) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: CircleCheck, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<ErrorGroupView>[] {
  const t = useTranslations("admin.errors");
  const admin = useTranslations("admin");
  return [
    {
      key: "error",
      label: t("error"),
      cell: ({ event, message }) => (
        <>
          <code className="font-mono text-xs font-medium">{event}</code>
          <span className="block max-w-160 text-xs wrap-anywhere text-ink-soft">{message}</span>
        </>
      ),
    },
    { key: "count", label: t("count"), align: "end", cell: ({ count }) => count },
    { key: "first", label: t("first"), align: "end", wide: true, cell: ({ firstAt }) => <Moment at={firstAt} /> },
    { key: "last", label: t("last"), align: "end", cell: ({ lastAt }) => <Moment at={lastAt} /> },
    {
      key: "request",
      label: admin("request"),
      wide: true,
      cell: ({ requestId }) => (requestId ? <CopyButton text={requestId} what={admin("copyRequestId")} /> : null),
    },
  ];
}
