import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { ConnectionView } from "../../contracts/connections.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { KeyFields, type Keys, NO_KEYS } from "./key-fields.tsx";

const PROVIDERS = ["retell", "vapi"] as const;

type ConnectDialogProps = {
  /** Null: a new one; else it gets other keys. */
  account: ConnectionView | null;
  onClose: () => void;
  onConnected: (account: ConnectionView) => void;
};

/** Keys go in and never come out. */
export function ConnectDialog({ account, onClose, onConnected }: ConnectDialogProps) {
  const t = useTranslations("numbers.accounts");
  const { id: branchId } = useSignedIn().branch;
  const [provider, setProvider] = useState(account?.provider ?? "retell");
  const [name, setName] = useState(account?.name ?? "");
  const [keys, setKeys] = useState(NO_KEYS);
  // Made already where only the key for the vendor's API was refused.
  const made = useRef(account);
  const connecting = useEdit({
    run: async (secret: Secret) => {
      made.current = made.current
        ? await ask("PUT /api/v1/connections/{connectionId}/secret", { params: idOf(made.current), body: secret })
        : await ask("POST /api/v1/connections", { body: { name, defaultBranchId: branchId, secret } });
      return provider === "vapi" && keys.apiKey !== "" ? setApiKey(made.current, keys) : made.current;
    },
    stale: [["connections"], ["voice"]],
    said: () => t(account ? "keyReplaced" : "connected"),
    onDone: onConnected,
  });
  return (
    <FormDialog
      title={account ? t("newKeyOf", { name }) : t("connect")}
      description={t("connectWhy")}
      act={t(account ? "newKey" : "connectAct")}
      pending={connecting.isPending}
      refusal={<Refusal error={connecting.error} />}
      onSubmit={() => connecting.send(secretOf(provider, keys))}
      onClose={onClose}
    >
      {account ? null : (
        <>
          <Segmented
            label={t("provider")}
            value={provider}
            options={PROVIDERS.map((value) => ({ value, label: t(`providers.${value}`) }))}
            onChoose={setProvider}
          />
          <Field label={t("name")} hint={t("nameHint")}>
            <TextInput required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        </>
      )}
      <KeyFields provider={provider} keys={keys} onChange={(changes) => setKeys({ ...keys, ...changes })} />
    </FormDialog>
  );
}

type Secret = Input<"POST /api/v1/connections">["body"]["secret"];

function secretOf(provider: ConnectionView["provider"], { method, secret }: Keys): Secret {
  return provider === "retell" ? { provider, apiKey: secret } : { provider, method, secret };
}

/** At Vapi what asks its API is another key than what proves its webhooks. */
function setApiKey(account: ConnectionView, { apiKey, method, webhookCredential }: Keys) {
  const body = { apiKey, ...(method === "hmac" && webhookCredential !== "" ? { webhookCredential } : {}) };
  return ask("PUT /api/v1/connections/{connectionId}/api-key", { params: idOf(account), body });
}

function idOf({ id }: ConnectionView): { connectionId: string } {
  return { connectionId: id };
}
