import { useState } from "react";
import { useTranslations } from "use-intl";
import type { OnCallPersonView } from "../../contracts/on-call.ts";
import { ask, type Input } from "../api/client.ts";
import { NumberField } from "../catalogue/number-field.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { WeeklyField } from "../catalogue/weekly-field.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Switch } from "../ui/switch.tsx";
import { toShifts, toWeekly } from "./shifts.ts";

type Body = Input<"POST /api/v1/on-call/people">["body"];
type Draft = Omit<OnCallPersonView, "id" | "createdAt" | "position"> & { place: number };
const LANGUAGES = ["de", "en"] as const;

/** Null: somebody who is not on the rota yet. */
export function PersonDialog({ person, onClose }: { person: OnCallPersonView | null; onClose: () => void }) {
  const t = useTranslations("onCall");
  const common = useTranslations("common");
  const [draft, setDraft] = useState(draftOf(person));
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const saving = useEdit({
    run: (body: Body) =>
      person
        ? ask("PATCH /api/v1/on-call/people/{personId}", { params: { personId: person.id }, body })
        : ask("POST /api/v1/on-call/people", { body }),
    stale: [["on-call", "people"]],
    onDone: onClose,
  });
  const submit = () => {
    const { place, ...rest } = draft;
    saving.send({ ...rest, position: place });
  };
  return (
    <FormDialog
      title={person ? t("editPerson") : t("addPerson")}
      act={common("save")}
      pending={saving.isPending}
      refusal={<Refusal error={saving.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("name")}>
        <TextInput
          required
          maxLength={80}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label={t("phone")} hint={t("phoneHint")}>
        <TextInput
          required
          type="tel"
          value={draft.phone}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </Field>
      <NumberField
        label={t("place")}
        min={0}
        value={draft.place}
        onChange={(place) => change({ place: Math.round(place) })}
      />
      <Segmented
        label={t("language")}
        value={draft.language}
        options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
        onChoose={(language) => change({ language })}
      />
      <Switch label={t("isRung")} checked={draft.isActive} onToggle={(isActive) => change({ isActive })} />
      <Switch
        label={t("atAnyTime")}
        checked={draft.hours === null}
        onToggle={(isAlways) => change({ hours: isAlways ? null : [] })}
      />
      {draft.hours === null ? null : (
        <WeeklyField weekly={toWeekly(draft.hours)} onChange={(weekly) => change({ hours: toShifts(weekly) })} />
      )}
    </FormDialog>
  );
}

function draftOf(person: OnCallPersonView | null): Draft {
  if (!person) return { name: "", phone: "", hours: null, language: "de", place: 0, isActive: true };
  const { name, phone, hours, language, position: place, isActive } = person;
  return { name, phone, hours, language, place, isActive };
}
