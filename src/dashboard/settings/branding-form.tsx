import { useTranslations } from "use-intl";
import type { BrandingView } from "../../contracts/branding.ts";
import { FormCard } from "../security/form-card.tsx";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useBrandingPatch } from "./use-branding-patch.ts";

/** What the booking page is drawn in where a business has chosen nothing. */
const USUAL = "#0f6b5f";

export function BrandingForm({ branding }: { branding: BrandingView }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { shown, change, ready, save, saving } = useBrandingPatch(branding);
  return (
    <FormCard
      title={t("look")}
      act={common("save")}
      pending={saving.isPending}
      ready={ready}
      refusal={<Refusal error={saving.error} />}
      onSubmit={save}
    >
      <ColourField value={shown.accentColour} onChoose={(accentColour) => change({ accentColour })} />
      <Field label={t("tagline")} hint={t("taglineHint")}>
        <TextInput
          maxLength={120}
          value={shown.tagline ?? ""}
          onChange={(event) => change({ tagline: event.target.value.trimStart() || null })}
        />
      </Field>
    </FormCard>
  );
}

type ColourFieldProps = { value: string | null; onChoose: (colour: string | null) => void };

/** The browser's own picker. It speaks small letters and six digits, as the server does. */
function ColourField({ value, onChoose }: ColourFieldProps) {
  const t = useTranslations("settings");
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={t("colour")} hint={t("colourHint")} className="flex-1 basis-64">
        <TextInput
          type="color"
          className="h-11 max-w-32 cursor-pointer p-1"
          value={value ?? USUAL}
          onChange={(event) => onChoose(event.target.value)}
        />
      </Field>
      {value === null ? null : <Button onClick={() => onChoose(null)}>{t("usualColour")}</Button>}
    </div>
  );
}
