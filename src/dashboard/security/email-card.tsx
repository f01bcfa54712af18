import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { FormCard } from "./form-card.tsx";
import { useAccountRefusals } from "./use-refusals.ts";

type Body = Input<"POST /api/v1/me/email">["body"];
const EMPTY = { email: "", currentPassword: "" };

export function EmailCard() {
  const t = useTranslations("security.email");
  const { user } = useSignedIn().me;
  const known = useAccountRefusals();
  const [draft, setDraft] = useState<Body>(EMPTY);
  const changing = useEdit({
    run: (body: Body) => ask("POST /api/v1/me/email", { body }),
    stale: [],
    said: () => t("sent"),
    onDone: () => setDraft(EMPTY),
  });
  return (
    <FormCard
      title={t("title")}
      why={t("why", { email: user.email })}
      act={t("act")}
      pending={changing.isPending}
      ready={draft.email !== "" && draft.currentPassword !== ""}
      refusal={<Refusal error={changing.error} known={known} />}
      onSubmit={() => changing.send({ ...draft, email: draft.email.trim() })}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("new")}>
          <TextInput
            type="email"
            autoComplete="email"
            required
            maxLength={254}
            value={draft.email}
            onChange={(event) => setDraft({ ...draft, email: event.target.value })}
          />
        </Field>
        <Field label={t("password")}>
          <TextInput
            type="password"
            autoComplete="current-password"
            required
            value={draft.currentPassword}
            onChange={(event) => setDraft({ ...draft, currentPassword: event.target.value })}
          />
        </Field>
      </div>
    </FormCard>
  );
}
