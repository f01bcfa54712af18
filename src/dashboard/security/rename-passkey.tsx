import { useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PasskeyView } from "../../contracts/account.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { IconButton } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";

const MOST_LETTERS = 60;

export function RenamePasskey({ passkey }: { passkey: PasskeyView }) {
  const t = useTranslations("security.passkeys");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={`${t("rename")}: ${passkey.name}`} onClick={() => setOpen(true)}>
        <Pencil aria-hidden className="size-4" />
      </IconButton>
      {isOpen ? <RenameDialog passkey={passkey} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function RenameDialog({ passkey, onClose }: { passkey: PasskeyView; onClose: () => void }) {
  const t = useTranslations("security.passkeys");
  const common = useTranslations("common");
  const client = useQueryClient();
  const [name, setName] = useState(passkey.name);
  const renaming = useChange({
    run: (next: string) =>
      ask("PATCH /api/v1/me/passkeys/{passkeyId}", { params: { passkeyId: passkey.id }, body: { name: next } }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["account", "factors"] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("rename")}
      act={common("save")}
      ready={name.trim() !== ""}
      pending={renaming.isPending}
      refusal={<Refusal error={renaming.error} />}
      onSubmit={() => renaming.send(name.trim())}
      onClose={onClose}
    >
      <Field label={t("name")} hint={t("nameHint")}>
        <TextInput required maxLength={MOST_LETTERS} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
