import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AccountView } from "../../contracts/calendar-sync.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";
import { useKnownRefusals } from "./known-refusals.ts";

type CalcomDialogProps = { account: Pick<AccountView, "id" | "name"> | null; onClose: () => void };

/** The key goes in and never comes out. `account`: connected again, with another key. */
export function CalcomDialog({ account, onClose }: CalcomDialogProps) {
  const t = useTranslations("integrations");
  const client = useQueryClient();
  const known = useKnownRefusals();
  const [name, setName] = useState(account?.name ?? "");
  const [apiKey, setApiKey] = useState("");
  const connecting = useChange({
    run: (given: { name: string; apiKey: string }, key) =>
      ask("POST /api/v1/calendar-accounts", {
        headers: { "idempotency-key": key },
        body: { provider: "calcom", ...given, ...(account ? { accountId: account.id } : {}) },
      }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["integrations"] });
      notify({ title: t("connected") });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("connectCalcom")}
      description={t("calcomHint")}
      act={t("connect")}
      pending={connecting.isPending}
      refusal={<Refusal error={connecting.error} known={known} />}
      onSubmit={() => connecting.send({ name, apiKey })}
      onClose={onClose}
    >
      <Field label={t("accountName")} hint={t("accountNameHint")}>
        <TextInput required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("apiKey")} hint={t("apiKeyHint")}>
        <TextInput
          required
          type="password"
          autoComplete="off"
          minLength={8}
          maxLength={300}
          value={apiKey}
          onChange={(event) => setApiKey(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
