import { useQuery } from "@tanstack/react-query";
import { PhoneForwarded, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PhoneNumberView } from "../../contracts/phone-numbers.ts";
import { numbersQuery, ownConnectionsQuery } from "../api/voice-vendors.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Card, Page } from "../ui/page.tsx";
import { PhoneNumber } from "../ui/phone.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import type { Column } from "../ui/table.tsx";
import { useTitle } from "../ui/use-title.ts";
import { NumberActions } from "./number-actions.tsx";
import { VoiceAccounts } from "./voice-accounts.tsx";

const NumberDialog = later(async () => (await import("./number-dialog.tsx")).NumberDialog);

/** By which voice provider callers are answered, and which numbers ring for which branch. */
export function NumbersPage() {
  return (
    <PageTexts of={["numbers", "webCall"]}>
      <NumbersContent />
    </PageTexts>
  );
}

function NumbersContent() {
  const t = useTranslations("numbers");
  const { me } = useSignedIn();
  const mayWrite = me.permissions.includes("connections:write");
  const [isAdding, setAdding] = useState(false);
  const connections = useQuery(ownConnectionsQuery).data ?? [];
  const cursors = useCursors();
  const list = useQuery(numbersQuery(cursors.query));
  useTitle(t("title"));
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      actions={
        mayWrite && connections.length > 0 ? (
          <Button variant="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden className="size-4" /> {t("add")}
          </Button>
        ) : null
      }
    >
      <div className="flex flex-col gap-5">
        <VoiceAccounts mayWrite={mayWrite} />
        <Card title={t("list")} aside={<ExportLink path="/api/v1/voice/numbers/export" of={t("list")} />} flush>
          <PagedRows
            caption={t("list")}
            query={list}
            cursors={cursors}
            columns={useColumns(mayWrite)}
            rowKey={({ id }) => id}
            empty={{ icon: PhoneForwarded, title: t("none"), advice: t("noneAdvice") }}
          />
        </Card>
      </div>
      {isAdding ? <NumberDialog connections={connections} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function useColumns(mayWrite: boolean): Column<PhoneNumberView>[] {
  const t = useTranslations("numbers");
  const common = useTranslations("common");
  const { branches } = useSignedIn().me;
  const columns: Column<PhoneNumberView>[] = [
    {
      key: "e164",
      label: t("number"),
      cell: ({ e164, error }) => (
        <>
          <span className="block font-semibold tabular-nums">
            <PhoneNumber phone={e164} />
          </span>
          {error ? <span className="block text-xs wrap-anywhere text-bad">{error}</span> : null}
        </>
      ),
    },
    {
      key: "branch",
      label: t("branch"),
      cell: ({ branchId }) => branches.find(({ id }) => id === branchId)?.name ?? "–",
    },
    { key: "source", label: t("source"), wide: true, cell: ({ source }) => t(`sources.${source}`) },
    { key: "state", label: t("state"), cell: (number) => <NumberState number={number} /> },
  ];
  if (!mayWrite) return columns;
  const cell = (number: PhoneNumberView) => <NumberActions number={number} />;
  return [...columns, { key: "actions", label: common("actions"), align: "end", cell }];
}

function NumberState({ number: { state, isConnected } }: { number: PhoneNumberView }) {
  const t = useTranslations("numbers");
  if (state === "failed") return <Badge tone="bad">{t("failed")}</Badge>;
  if (state === "ordering") return <Badge tone="accent">{t("ordering")}</Badge>;
  return isConnected ? <Badge tone="good">{t("connected")}</Badge> : <Badge tone="neutral">{t("assigned")}</Badge>;
}
