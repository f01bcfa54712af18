import { useState } from "react";
import { useTranslations } from "use-intl";
import type { BrandingView } from "../../contracts/branding.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { FormCard } from "../security/form-card.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type Option, Select } from "../ui/select.tsx";

type Patch = Input<"PATCH /api/v1/branding">["body"];

const LANGUAGES: Option<BrandingView["language"]>[] = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

/** What callers hear and customers read, wherever they meet the business. */
export function BusinessForm({ branding }: { branding: BrandingView }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { permissions } = useSignedIn().me;
  const [patch, setPatch] = useState<Patch>({});
  const shown = { ...branding, ...patch };
  const change = (changes: Patch) => setPatch({ ...patch, ...changes });
  const saving = useEdit({
    run: (body: Patch) => ask("PATCH /api/v1/branding", { body }),
    stale: [["branding"], ["me"]],
  });
  return (
    <FormCard
      title={t("business")}
      act={common("save")}
      pending={saving.isPending}
      ready={Object.keys(patch).length > 0 && permissions.includes("catalogue:write")}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(patch)}
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
