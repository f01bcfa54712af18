import { useQuery } from "@tanstack/react-query";
import { Plus, Workflow } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SequenceView } from "../../contracts/sequences.ts";
import { ask } from "../api/client.ts";
import { sequencesQuery } from "../api/leads.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { later } from "../ui/later.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card, Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Switch } from "../ui/switch.tsx";
import { useTitle } from "../ui/use-title.ts";
import { useDelayText } from "./use-delay-text.ts";

const SequenceDialog = later(async () => (await import("./sequence-dialog.tsx")).SequenceDialog);

export function SequencesPage() {
  return (
    <PageTexts of={["sequences"]}>
      <Sequences />
    </PageTexts>
  );
}

function Sequences() {
  const t = useTranslations("sequences");
  const { permissions } = useSignedIn().me;
  const [edited, setEdited] = useState<SequenceView | "new" | null>(null);
  const mayWrite = permissions.includes("sequences:write");
  useTitle(t("title"));
  const acts = (
    <>
      <ExportLink path="/api/v1/sequences/export" of={t("title")} />
      {mayWrite ? (
        <Button variant="primary" onClick={() => setEdited("new")}>
          <Plus aria-hidden className="size-4" /> {t("new")}
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title={t("title")} subtitle={t("subtitle")} actions={acts}>
      <Loaded query={useQuery(sequencesQuery)}>
        {(sequences) =>
          sequences.length > 0 ? (
            <div className="grid items-start gap-4 lg:grid-cols-2">
              {sequences.map((sequence) => (
                <SequenceCard key={sequence.id} sequence={sequence} mayWrite={mayWrite} onEdit={setEdited} />
              ))}
            </div>
          ) : (
            <Card>
              <EmptyState icon={Workflow} title={t("nothing")}>
                {t("nothingAdvice")}
              </EmptyState>
            </Card>
          )
        }
      </Loaded>
      {edited ? <SequenceDialog sequence={edited === "new" ? null : edited} onClose={() => setEdited(null)} /> : null}
    </Page>
  );
}

type SequenceCardProps = { sequence: SequenceView; mayWrite: boolean; onEdit: (sequence: SequenceView) => void };

function SequenceCard({ sequence, mayWrite, onEdit }: SequenceCardProps) {
  const t = useTranslations("sequences");
  const common = useTranslations("common");
  const { id: sequenceId, name, trigger, recallMonths, version } = sequence;
  const switching = useEdit({
    run: (isActive: boolean) =>
      ask("PATCH /api/v1/sequences/{sequenceId}", {
        params: { sequenceId },
        headers: { "if-match": `"${version}"` },
        body: { isActive },
      }),
    stale: [["sequences"]],
  });
  return (
    <Card title={name}>
      <p className="mb-3 text-sm text-ink-soft">
        {trigger === "recall" ? t("recallAfter", { count: recallMonths ?? 0 }) : t(`triggers.${trigger}`)}
      </p>
      <Steps sequence={sequence} />
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
        <Switch
          label={t("isActive")}
          checked={sequence.isActive}
          disabled={!mayWrite || switching.isPending}
          onToggle={(on) => switching.send(on)}
        />
        <span className="flex flex-wrap gap-2">
          <ExportLink path="/api/v1/enrolments/export" query={{ sequenceId }} label={t("enrolments")} />
          {mayWrite ? (
            <>
              <Button onClick={() => onEdit(sequence)}>{common("edit")}</Button>
              <DeleteButton sequence={sequence} />
            </>
          ) : null}
        </span>
      </div>
      <Refusal error={switching.error} />
    </Card>
  );
}

function DeleteButton({ sequence: { id: sequenceId, name } }: { sequence: SequenceView }) {
  const t = useTranslations("sequences");
  return (
    <ConfirmButton
      renderButton={(open) => <Button onClick={open}>{t("delete")}</Button>}
      title={t("deleteTitle", { name })}
      effect={t("deleteEffect")}
      act={t("delete")}
      run={() => ask("DELETE /api/v1/sequences/{sequenceId}", { params: { sequenceId } })}
      said={t("deleted")}
      stale={[["sequences"]]}
    />
  );
}

function Steps({ sequence: { steps } }: { sequence: SequenceView }) {
  const t = useTranslations("sequences");
  const delay = useDelayText();
  return (
    <ol className="flex flex-col gap-2">
      {steps.map(({ delayMinutes, channel, de }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step is its place
        <li key={index} className="flex gap-3 text-sm">
          <span className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent-strong">
            {index + 1}
          </span>
          <span className="min-w-0">
            <span className="block font-medium">{`${delay(delayMinutes)} · ${t(`channels.${channel}`)}`}</span>
            <span className="line-clamp-2 wrap-anywhere text-ink-faint">{de.subject ?? de.text}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
