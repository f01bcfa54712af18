import { useQuery } from "@tanstack/react-query";
import { ScrollText, ShieldCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AuditEntryView } from "../../contracts/audit.ts";
import { ask } from "../api/client.ts";
import { operatorAuditQuery } from "../api/operations.ts";
import { useChange } from "../api/use-change.ts";
import { useActionText } from "../audit/use-action-text.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Column } from "../ui/table.tsx";
import { notify } from "../ui/toast.ts";
import { Id, Moment } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { usePages } from "./use-pages.ts";

/** What operators did, in the words of the businesses' own logs. */
export function AuditPage() {
  return (
    <PageTexts of={["audit"]}>
      <Audit />
    </PageTexts>
  );
}

function Audit() {
  const t = useTranslations("admin.audit");
  const admin = useTranslations("admin");
  const pages = usePages();
  const list = useQuery(operatorAuditQuery(pages.query));
  return (
    <ConsoleList
      title={admin("pages.audit")}
      subtitle={t("subtitle")}
      actions={<VerifyButton />}
      file={{ name: "platform-audit", query: (page) => operatorAuditQuery(page) }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: ScrollText, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<AuditEntryView>[] {
  const t = useTranslations("admin.audit");
  const actionText = useActionText();
  return [
    { key: "when", label: t("when"), cell: ({ at }) => <Moment at={at} /> },
    { key: "action", label: t("action"), cell: ({ action }) => <span title={action}>{actionText(action)}</span> },
    { key: "actor", label: t("actor"), cell: ({ actor }) => <Id id={actor} /> },
    { key: "subject", label: t("subject"), wide: true, cell: ({ subjectId }) => <Id id={subjectId} /> },
    {
      key: "facts",
      label: t("facts"),
      wide: true,
      cell: ({ facts }) => (
        <code className="font-mono text-xs wrap-anywhere text-ink-faint">{JSON.stringify(facts)}</code>
      ),
    },
  ];
}

function VerifyButton() {
  const t = useTranslations("admin.audit");
  const verifying = useChange({
    run: () => ask("POST /api/v1/operations/audit-log/verify", { body: {} }),
    onDone: ({ isIntact, checkedTo, findings }) =>
      isIntact
        ? notify({ title: t("intact", { count: checkedTo }) })
        : notify({ title: t("broken", { seq: findings[0]?.seq ?? 0 }), tone: "bad" }),
  });
  return (
    <>
      <Refusal error={verifying.error} />
      <Button disabled={verifying.isPending} onClick={() => verifying.send(undefined)}>
        <ShieldCheck aria-hidden className="size-4" /> {t(verifying.isPending ? "verifying" : "verify")}
      </Button>
    </>
  );
}
