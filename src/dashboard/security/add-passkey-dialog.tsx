import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from "@simplewebauthn/browser";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { ask, type Input } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useAccountRefusals } from "./use-refusals.ts";

type Attestation = Input<"POST /api/v1/me/passkeys">["body"]["response"];

export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("security.passkeys");
  const known = useAccountRefusals();
  const [name, setName] = useState("");
  const adding = useEdit({
    run: addPasskey,
    stale: [["account", "factors"]],
    said: (added) => t("addedDone", { name: added.name }),
    onDone: onClose,
  });
  const isOfDevice = adding.error !== null && !(adding.error instanceof ApiError);
  return (
    <FormDialog
      title={t("add")}
      description={t("addWhy")}
      act={t("go")}
      pending={adding.isPending}
      ready={name.trim() !== ""}
      refusal={isOfDevice ? <NotMade /> : <Refusal error={adding.error} known={known} />}
      onSubmit={() => adding.send(name.trim())}
      onClose={onClose}
    >
      <Field label={t("name")} hint={t("nameHint")}>
        <TextInput required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** The person said no, or the device cannot: nothing that support could help with. */
function NotMade() {
  const t = useTranslations("security.passkeys");
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      {t("notMade")}
    </p>
  );
}

async function addPasskey(name: string) {
  const options = await ask("POST /api/v1/me/passkeys/options");
  // The server passes on what its own library made for the browser's.
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = (await startRegistration({ optionsJSON })) as unknown as Attestation;
  return ask("POST /api/v1/me/passkeys", { body: { name, response } });
}
