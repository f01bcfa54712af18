import { useTranslations } from "use-intl";
import type { BrandingView } from "../../contracts/branding.ts";
import { FormCard } from "../security/form-card.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type Option, Select } from "../ui/select.tsx";
import { useBrandingPatch } from "./use-branding-patch.ts";

const LANGUAGES: Option<BrandingView["language"]>[] = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

/** What callers hear and customers read, wherever they meet the business. */
export function BusinessForm({ branding }: { branding: BrandingView }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { shown, change, ready, save, saving } = useBrandingPatch(branding);
  return (
    <FormCard
      title={t("business")}
      act={common("save")}
      pending={saving.isPending}
      ready={ready}
      refusal={<Refusal error={saving.error} />}
      onSubmit={save}
    >
      <Field label={t("name")} hint={t("nameHint")}>
        <TextInput
          required
          maxLength={80}
          value={shown.businessName}
          onChange={(event) => change({ businessName: event.target.value })}
        />
      </Field>
      <Field label={t("language")} hint={t("languageHint")}>
        <Select value={shown.language} options={LANGUAGES} onChoose={(language) => change({ language })} />
      </Field>
    </FormCard>
  );
}
