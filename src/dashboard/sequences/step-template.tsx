import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { SequenceInput } from "../../contracts/sequences.ts";
import type { WhatsappTemplateView } from "../../contracts/whatsapp.ts";
import { whatsappTemplatesQuery } from "../api/messages.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";

type Words = SequenceInput["steps"][number]["de"];
type Template = NonNullable<Words["template"]>;
type Props = { language: "de" | "en"; words: Words; onChange: (template: Template | null) => void };

const NONE = "none";
const VARIABLES = ["name", "business", "branch", "phone", "link"] as const;
const keyOf = ({ name, language }: Pick<Template, "name" | "language">) => `${name} ${language}`;

/** By which approved template it goes to who has not written within 24 hours, and what stands in its places. */
export function StepTemplate({ language, words, onChange }: Props) {
  const t = useTranslations("sequences");
  const templates = useQuery({ ...whatsappTemplatesQuery, retry: false }).data ?? [];
  const usable = templates.filter(({ status, isUsable }) => status === "APPROVED" && isUsable);
  const chosen = words.template;
  const template = chosen && usable.find((each) => keyOf(each) === keyOf(chosen));
  const options = usable.map((each) => ({ value: keyOf(each), label: `${each.name} (${each.language})` }));
  // One that Meta does not show now still stands.
  const kept = chosen && !template ? [{ value: keyOf(chosen), label: `${chosen.name} (${chosen.language})` }] : [];
  const choose = (key: string) => onChange(toChosen(usable.find((each) => keyOf(each) === key)));
  return (
    <div className="grid gap-3">
      <Field label={t(`template.${language}`)} hint={t("template.hint")}>
        <Select
          value={chosen ? keyOf(chosen) : NONE}
          options={[{ value: NONE, label: t("template.none") }, ...kept, ...options]}
          onChoose={choose}
        />
      </Field>
      {template ? <p className="rounded-md bg-sunken p-3 text-sm wrap-anywhere">{template.text}</p> : null}
      {chosen?.variables.map((variable, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a place is its number
        <div key={at} className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-2 text-sm">
          <code className="font-mono">{`{{${at + 1}}}`}</code>
          <Select
            label={t("template.place", { number: at + 1 })}
            value={variable}
            options={VARIABLES.map((value) => ({ value, label: t(`template.variables.${value}`) }))}
            onChoose={(next) => onChange({ ...chosen, variables: chosen.variables.with(at, next) })}
          />
        </div>
      ))}
    </div>
  );
}

function toChosen(template: WhatsappTemplateView | undefined): Template | null {
  if (!template) return null;
  const { name, language, places } = template;
  return { name, language, variables: Array.from({ length: places }, (_, at) => VARIABLES[at] ?? "name") };
}
