import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Confirmation } from "./confirmations.ts";
import { provePasskey } from "./prove-passkey.ts";

type Proof = { password: string } | { code: string } | "passkey";

/** Whoever finds an open laptop must not make keys or take over the account: it asks once in ten minutes. */
export function StepUpDialog({ methods, settle }: Confirmation) {
  const t = useTranslations("stepUp");
  const common = useTranslations("common");
  const formId = useId();
  const byCode = methods.includes("totp") && !methods.includes("password");
  const [text, setText] = useState("");
  const proving = useChange({
    run: async (proof: Proof) =>
      ask("POST /api/v1/me/step-up", { body: proof === "passkey" ? { passkey: await provePasskey() } : proof }),
    onDone: () => settle(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    proving.send(byCode ? { code: text } : { password: text });
  };
  const hasField = methods.includes("password") || byCode;
  const foot = (
    <>
      <Button onClick={() => settle(false)}>{common("cancel")}</Button>
      {methods.includes("passkey") ? (
        <Button disabled={proving.isPending} onClick={() => proving.send("passkey")}>
          <KeyRound aria-hidden className="size-4" /> {t("passkey")}
        </Button>
      ) : null}
      {hasField ? (
        <Button variant="primary" type="submit" form={formId} disabled={proving.isPending || text === ""}>
          {t("confirm")}
        </Button>
      ) : null}
    </>
  );
  return (
    <Dialog open onClose={() => settle(false)} title={t("title")} description={t("why")} foot={foot}>
      <Form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {hasField ? (
          <Field label={t(byCode ? "code" : "password")}>
            <TextInput
              type={byCode ? "text" : "password"}
              inputMode={byCode ? "numeric" : undefined}
              autoComplete={byCode ? "one-time-code" : "current-password"}
              required
              maxLength={1_024}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
        ) : null}
        <Refusal error={proving.error} known={{ wrong_proof: t("wrong") }} />
      </Form>
    </Dialog>
  );
}
