import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SequenceInput, SequenceView } from "../../contracts/sequences.ts";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { StepFields } from "./step-fields.tsx";

type Step = SequenceInput["steps"][number];
const TRIGGERS = ["new_lead", "missed_call", "no_show", "after_visit", "recall"] as const;
const MAX_STEPS = 12;
const EMPTY_STEP: Step = {
  delayMinutes: 1_440,
  channel: "sms",
  de: { subject: null, text: "", template: null },
  en: { subject: null, text: "", template: null },
};

/** A sequence with all its steps, each in both languages. */
export function SequenceDialog({ sequence, onClose }: { sequence: SequenceView | null; onClose: () => void }) {
  const t = useTranslations("sequences");
  const common = useTranslations("common");
  const [draft, setDraft] = useState<SequenceInput>(() => toDraft(sequence));
  const change = (changes: Partial<SequenceInput>) => setDraft({ ...draft, ...changes });
  const saving = useEdit({
    run: (input: SequenceInput) => (sequence ? store(sequence, input) : ask("POST /api/v1/sequences", { body: input })),
    stale: [["sequences"]],
    onDone: onClose,
  });
  return (
    <FormDialog
      wide
      title={sequence ? t("edit", { name: sequence.name }) : t("new")}
      act={common("save")}
      pending={saving.isPending}
      ready={draft.name.trim() !== "" && draft.steps.every(isComplete)}
      refusal={<Refusal error={saving.error} known={{ version_conflict: t("changedMeanwhile") }} />}
      onSubmit={() => saving.send(draft)}
      onClose={onClose}
    >
      <Head draft={draft} change={change} isNew={sequence === null} />
      <Steps draft={draft} change={change} />
    </FormDialog>
  );
}

type PartProps = { draft: SequenceInput; change: (changes: Partial<SequenceInput>) => void };

function Head({ draft, change, isNew }: PartProps & { isNew: boolean }) {
  const t = useTranslations("sequences");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("name")}>
        <TextInput
          required
          maxLength={80}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label={t("trigger")}>
        <Select
          value={draft.trigger}
          disabled={!isNew}
          options={TRIGGERS.map((value) => ({ value, label: t(`triggers.${value}`) }))}
          onChoose={(trigger) => change({ trigger, recallMonths: trigger === "recall" ? 6 : null })}
        />
      </Field>
      {draft.trigger === "recall" ? (
        <Field label={t("months")}>
          <TextInput
            type="number"
            min={1}
            max={24}
            value={draft.recallMonths ?? 6}
            onChange={(event) => change({ recallMonths: Number(event.target.value) })}
          />
        </Field>
      ) : null}
    </div>
  );
}

function Steps({ draft: { steps }, change }: PartProps) {
  const t = useTranslations("sequences");
  const replace = (index: number, step: Step | null) =>
    change({ steps: steps.flatMap((each, at) => (at === index ? (step ?? []) : each)) });
  return (
    <div className="flex flex-col gap-4">
      {steps.map((step, index) => (
        <StepFields
          // oxlint-disable-next-line react/no-array-index-key -- a step is its place
          key={index}
          index={index}
          step={step}
          onChange={(next) => replace(index, next)}
          {...(steps.length > 1 ? { onRemove: () => replace(index, null) } : {})}
        />
      ))}
      {steps.length < MAX_STEPS ? (
        <Button className="self-start" onClick={() => change({ steps: [...steps, EMPTY_STEP] })}>
          <Plus aria-hidden className="size-4" /> {t("addStep")}
        </Button>
      ) : null}
    </div>
  );
}

function toDraft(sequence: SequenceView | null): SequenceInput {
  if (!sequence) return { name: "", trigger: "new_lead", isActive: false, recallMonths: null, steps: [EMPTY_STEP] };
  const { name, trigger, isActive, recallMonths, steps } = sequence;
  return { name, trigger, isActive, recallMonths, steps };
}

function store({ id: sequenceId, version }: SequenceView, { name, recallMonths, steps }: SequenceInput) {
  return ask("PATCH /api/v1/sequences/{sequenceId}", {
    params: { sequenceId },
    headers: { "if-match": `"${version}"` },
    body: { name, recallMonths, steps },
  });
}

function isComplete({ channel, de, en }: Step): boolean {
  const hasSubject = channel !== "email" || [de, en].every(({ subject }) => subject?.trim());
  return hasSubject && [de, en].every(({ text }) => text.trim() !== "");
}
