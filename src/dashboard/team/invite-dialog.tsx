import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Role } from "../../contracts/identity.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { CalendarField, RoleField } from "./role-field.tsx";
import { useTeamRefusals } from "./use-refusals.ts";

type Body = Input<"POST /api/v1/invitations">["body"];

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("team");
  const shell = useTranslations("shell");
  const { user } = useSignedIn().me;
  const known = useTeamRefusals();
  const [draft, setDraft] = useState({ email: "", role: "staff" as Role, staffId: "", language: user.language });
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const inviting = useEdit({
    run: (body: Body) => ask("POST /api/v1/invitations", { body }),
    stale: [["team"]],
    said: ({ email, delivery }) => t(delivery === "queued" ? "invited" : "invitedUnsent", { email }),
    onDone: onClose,
  });
  const submit = () => {
    const { staffId, email, ...rest } = draft;
    inviting.send({ ...rest, email: email.trim(), ...(staffId ? { staffId } : {}) });
  };
  return (
    <FormDialog
      title={t("invite")}
      description={t("inviteWhy")}
      act={t("inviteAct")}
      pending={inviting.isPending}
      refusal={<Refusal error={inviting.error} known={known} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("email")}>
        <TextInput
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          value={draft.email}
          onChange={(event) => change({ email: event.target.value })}
        />
      </Field>
      <RoleField value={draft.role} onChoose={(role) => change({ role })} />
      <CalendarField value={draft.staffId} onChoose={(staffId) => change({ staffId })} />
      <Field label={shell("language")}>
        <Select
          value={draft.language}
          options={[
            { value: "de", label: "Deutsch" },
            { value: "en", label: "English" },
          ]}
          onChoose={(language) => change({ language })}
        />
      </Field>
    </FormDialog>
  );
}
