import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquareHeart } from "lucide-react";
import { useTranslations } from "use-intl";
import type { FeedbackView } from "../../contracts/feedback.ts";
import { ask } from "../api/client.ts";
import { feedbackQuery } from "../api/operations.ts";
import { useChange } from "../api/use-change.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import type { Column } from "../ui/table.tsx";
import { Moment, TenantLink } from "./cells.tsx";
import { ConsoleList } from "./console-list.tsx";
import { FEEDBACK_CHOICES, useConsoleSearch } from "./console-search.ts";
import { usePages } from "./use-pages.ts";

const TONES: Record<FeedbackView["kind"], Tone> = { problem: "bad", wish: "accent", praise: "good" };

export function FeedbackPage() {
  const t = useTranslations("admin.feedback");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  const pages = usePages();
  const [{ feedback = "open" }, patch] = useConsoleSearch();
  const list = useQuery(feedbackQuery({ ...pages.query, ...(feedback === "all" ? {} : { status: feedback }) }));
  return (
    <ConsoleList
      title={admin("pages.feedback")}
      subtitle={t("subtitle")}
      filter={
        <Segmented
          label={common("filter")}
          value={feedback}
          options={FEEDBACK_CHOICES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          onChoose={(next) => patch({ feedback: next })}
        />
      }
      file={{
        name: "feedback",
        query: (page) => feedbackQuery({ ...page, ...(feedback === "all" ? {} : { status: feedback }) }),
      }}
      list={list}
      pages={pages}
      columns={useColumns()}
      rowKey={({ id }) => id}
      empty={{ icon: MessageSquareHeart, title: t("none"), advice: t("noneAdvice") }}
    />
  );
}

function useColumns(): Column<FeedbackView>[] {
  const t = useTranslations("admin.feedback");
  const kinds = useTranslations("feedback.kinds");
  const admin = useTranslations("admin");
  const common = useTranslations("common");
  return [
    {
      key: "words",
      label: t("words"),
      cell: ({ words, page }) => (
        <>
          <span className="block max-w-160 wrap-anywhere whitespace-pre-wrap">{words ?? t("erased")}</span>
          <code className="font-mono text-2xs text-ink-faint">{page}</code>
        </>
      ),
    },
    { key: "kind", label: t("kind"), cell: ({ kind }) => <Badge tone={TONES[kind]}>{kinds(kind)}</Badge> },
    {
      key: "tenant",
      label: admin("business"),
      wide: true,
      cell: ({ tenantId, tenantName }) => <TenantLink id={tenantId} name={tenantName} />,
    },
    { key: "at", label: t("at"), align: "end", wide: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
    { key: "actions", label: common("actions"), align: "end", cell: (feedback) => <Settle feedback={feedback} /> },
  ];
}

function Settle({ feedback: { id, status } }: { feedback: FeedbackView }) {
  const t = useTranslations("admin.feedback");
  const client = useQueryClient();
  const next = status === "open" ? "done" : "open";
  const settling = useChange({
    run: (to: FeedbackView["status"], key) =>
      ask("PATCH /api/v1/operations/feedback/{feedbackId}", {
        params: { feedbackId: id },
        headers: { "idempotency-key": key },
        body: { status: to },
      }),
    onDone: () => void client.invalidateQueries({ queryKey: ["operations", "feedback"] }),
  });
  return (
    <>
      <Button disabled={settling.isPending} onClick={() => settling.send(next)}>
        {t(`acts.${next}`)}
      </Button>
      <Refusal error={settling.error} />
    </>
  );
}
