import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { FormCard } from "./form-card.tsx";
import { useAccountRefusals } from "./use-refusals.ts";

type Body = Input<"POST /api/v1/me/password">["body"];
const EMPTY = { currentPassword: "", newPassword: "" };

export function PasswordCard() {
  const t = useTranslations("security.password");
  const { user } = useSignedIn().me;
  const known = useAccountRefusals();
  const [draft, setDraft] = useState<Body>(EMPTY);
  const changing = useEdit({
    run: (body: Body) => ask("POST /api/v1/me/password", { body }),
    stale: [["account"]],
    said: () => t("changed"),
    onDone: () => setDraft(EMPTY),
  });
  return (
    <FormCard
      title={t("title")}
      act={t("act")}
      pending={changing.isPending}
      ready={draft.currentPassword !== "" && draft.newPassword !== ""}
      refusal={<Refusal error={changing.error} known={known} />}
      onSubmit={() => changing.send(draft)}
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" autoComplete="username" value={user.email} readOnly hidden />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("current")}>
          <TextInput
            type="password"
            autoComplete="current-password"
            required
            value={draft.currentPassword}
            onChange={(event) => setDraft({ ...draft, currentPassword: event.target.value })}
          />
        </Field>
        <Field label={t("new")} hint={t("newHint")}>
          <TextInput
            type="password"
            autoComplete="new-password"
            required
            value={draft.newPassword}
            onChange={(event) => setDraft({ ...draft, newPassword: event.target.value })}
          />
        </Field>
      </div>
    </FormCard>
  );
}
