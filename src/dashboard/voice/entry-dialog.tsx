import { useState } from "react";
import { useTranslations } from "use-intl";
import type { KnowledgeView } from "../../contracts/knowledge.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { useLocaleChoice } from "../i18n/locale-provider.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";

type Body = Input<"POST /api/v1/knowledge">["body"];
type Draft = Required<Omit<Body, "tags">> & { tags: string };
const STALE = [["knowledge"]];
const ALL = "all";

/** One question with its answer: a new one, or one that is there. */
export function EntryDialog({ entry, onClose }: { entry: KnowledgeView | null; onClose: () => void }) {
  const t = useTranslations("knowledge");
  const common = useTranslations("common");
  const { locale } = useLocaleChoice();
  const empty = { question: "", answer: "", language: locale, branchId: null, isActive: true, tags: "" };
  const [draft, setDraft] = useState<Draft>(entry ? { ...entry, tags: entry.tags.join(", ") } : empty);
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const saving = useEdit({ run: (body: Body) => save(entry, body), stale: STALE, onDone: onClose });
  return (
    <FormDialog
      wide
      title={entry ? t("edit") : t("add")}
      act={common("save")}
      pending={saving.isPending}
      refusal={<Refusal error={saving.error} known={{ too_many: t("tooMany") }} />}
      onSubmit={() => saving.send(toBody(draft))}
      onClose={onClose}
    >
      <EntryFields draft={draft} change={change} />
      {entry ? <DeleteEntry entry={entry} onDone={onClose} /> : null}
    </FormDialog>
  );
}

function save(entry: KnowledgeView | null, body: Body): Promise<KnowledgeView> {
  if (!entry) return ask("POST /api/v1/knowledge", { body });
  return ask("PATCH /api/v1/knowledge/{knowledgeId}", { params: { knowledgeId: entry.id }, body });
}

function toBody({ question, answer, language, branchId, isActive, tags }: Draft): Body {
  const words = tags.split(",").map((tag) => tag.trim());
  return { question, answer, language, branchId, isActive, tags: words.filter(Boolean) };
}

function EntryFields({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  const t = useTranslations("knowledge");
  const { branches } = useSignedIn().me;
  const places = branches
    .filter(({ id, isClosed }) => !isClosed || id === draft.branchId)
    .map(({ id, name }) => ({ value: id as string, label: name }));
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("question")} hint={t("questionHint")} className="sm:col-span-2">
        <TextInput
          required
          maxLength={300}
          value={draft.question}
          onChange={(event) => change({ question: event.target.value })}
        />
      </Field>
      <Field label={t("answer")} hint={t("answerHint")} className="sm:col-span-2">
        <TextArea
          required
          maxLength={1_000}
          value={draft.answer}
          onChange={(event) => change({ answer: event.target.value })}
        />
      </Field>
      <Field label={t("tags")} hint={t("tagsHint")} className="sm:col-span-2">
        <TextInput maxLength={400} value={draft.tags} onChange={(event) => change({ tags: event.target.value })} />
      </Field>
      <Field label={t("language")}>
        <Select
          value={draft.language}
          options={(["de", "en"] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
          onChoose={(language) => change({ language })}
        />
      </Field>
      <Field label={t("branch")}>
        <Select
          value={draft.branchId ?? ALL}
          options={[{ value: ALL, label: t("allBranches") }, ...places]}
          onChoose={(chosen) => change({ branchId: chosen === ALL ? null : chosen })}
        />
      </Field>
      <div className="sm:col-span-2">
        <Switch label={t("active")} checked={draft.isActive} onToggle={(isActive) => change({ isActive })} />
      </div>
    </div>
  );
}

function DeleteEntry({ entry, onDone }: { entry: KnowledgeView; onDone: () => void }) {
  const t = useTranslations("knowledge");
  const common = useTranslations("common");
  return (
    <div>
      <ConfirmButton
        renderButton={(open) => <Button onClick={open}>{common("remove")}</Button>}
        title={t("removeTitle")}
        effect={t("removeEffect")}
        act={common("remove")}
        run={() => ask("DELETE /api/v1/knowledge/{knowledgeId}", { params: { knowledgeId: entry.id } })}
        said={t("removed")}
        stale={STALE}
        onDone={onDone}
      />
    </div>
  );
}
