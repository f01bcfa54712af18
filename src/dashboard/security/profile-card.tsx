import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { FormCard } from "./form-card.tsx";

type Body = Input<"PATCH /api/v1/me">["body"];

export function ProfileCard() {
  const t = useTranslations("security.profile");
  const common = useTranslations("common");
  const { user } = useSignedIn().me;
  const [patch, setPatch] = useState<Body>({});
  const saving = useEdit({
    run: (body: Body) => ask("PATCH /api/v1/me", { body }),
    stale: [["me"], ["team"]],
    onDone: () => setPatch({}),
  });
  return (
    <FormCard
      title={t("title")}
      act={common("save")}
      pending={saving.isPending}
      ready={Object.keys(patch).length > 0}
      refusal={<Refusal error={saving.error} />}
      onSubmit={() => saving.send(patch)}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={common("name")}>
          <TextInput
            required
            maxLength={120}
            autoComplete="name"
            value={patch.name ?? user.name}
            onChange={(event) => setPatch({ ...patch, name: event.target.value })}
          />
        </Field>
        <Field label={t("language")} hint={t("languageHint")}>
          <Select
            value={patch.language ?? user.language}
            options={[
              { value: "de", label: "Deutsch" },
              { value: "en", label: "English" },
            ]}
            onChoose={(language) => setPatch({ ...patch, language })}
          />
        </Field>
      </div>
    </FormCard>
  );
}
