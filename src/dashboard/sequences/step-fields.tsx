import { Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SequenceInput } from "../../contracts/sequences.ts";
import { IconButton } from "../ui/button.tsx";
import { Field, TextArea, TextInput } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { StepTemplate } from "./step-template.tsx";
import { toUnit, UNITS, type Unit } from "./use-delay-text.ts";

type Step = SequenceInput["steps"][number];
type StepFieldsProps = { index: number; step: Step; onChange: (step: Step) => void; onRemove?: () => void };

const CHANNELS = ["sms", "whatsapp", "email", "call", "task"] as const;
const MOST = 400;
/** Braces mean something in texts, so they are put in. */
const VARIABLES = { variables: "{name}, {business}, {branch}, {phone}, {link}" };

export function StepFields({ index, step, onChange, onRemove }: StepFieldsProps) {
  const t = useTranslations("sequences");
  const title = t("step", { number: index + 1 });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-semibold">{title}</legend>
      <div className="flex flex-wrap items-start gap-3">
        <Delay step={step} onChange={onChange} />
        <Field label={t("channel")} className="min-w-36 flex-1">
          <Select
            value={step.channel}
            options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
            onChoose={(channel) => onChange({ ...step, channel })}
          />
        </Field>
        {onRemove ? (
          <span className="self-end">
            <IconButton label={t("removeStep", { step: title })} onClick={onRemove}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </span>
        ) : null}
      </div>
      {(["de", "en"] as const).map((language) => (
        <Words key={language} language={language} step={step} onChange={onChange} />
      ))}
    </fieldset>
  );
}

function Delay({ step, onChange }: Pick<StepFieldsProps, "step" | "onChange">) {
  const t = useTranslations("sequences");
  const { count, unit } = toUnit(step.delayMinutes);
  const set = (next: number, as: Unit) =>
    onChange({ ...step, delayMinutes: Math.max(Math.round(next), 0) * UNITS[as] });
  return (
    <>
      <Field label={t("after")} className="w-24">
        <TextInput
          type="number"
          min={0}
          max={MOST}
          value={count}
          onChange={(event) => set(Number(event.target.value), unit)}
        />
      </Field>
      <Field label={t("unit")} className="w-32">
        <Select<Unit>
          value={unit}
          options={(["minutes", "hours", "days"] as const).map((value) => ({ value, label: t(`units.${value}`) }))}
          onChoose={(as) => set(count, as)}
        />
      </Field>
    </>
  );
}

type WordsProps = Pick<StepFieldsProps, "step" | "onChange"> & { language: "de" | "en" };

function Words({ language, step, onChange }: WordsProps) {
  const t = useTranslations("sequences");
  const words = step[language];
  const change = (changes: Partial<Step["de"]>) => onChange({ ...step, [language]: { ...words, ...changes } });
  const kind = step.channel === "call" || step.channel === "task" ? step.channel : "text";
  return (
    <>
      {step.channel === "email" ? (
        <Field label={t(`subject.${language}`)}>
          <TextInput
            maxLength={120}
            value={words.subject ?? ""}
            onChange={(event) => change({ subject: event.target.value || null })}
          />
        </Field>
      ) : null}
      <Field label={t(`words.${kind}.${language}`)} hint={t("variables", VARIABLES)}>
        <TextArea
          rows={2}
          maxLength={600}
          value={words.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      {step.channel === "whatsapp" ? (
        <StepTemplate language={language} words={words} onChange={(template) => change({ template })} />
      ) : null}
    </>
  );
}
