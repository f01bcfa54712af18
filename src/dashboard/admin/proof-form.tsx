import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../api/api-error.ts";
import { ask } from "../api/client.ts";
import { Button } from "../ui/button.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { Form } from "../ui/form.tsx";
import { Refusal } from "../ui/refusal.tsx";

type ProofFormProps = {
  changing: { error: unknown; isPending: boolean };
  ready: boolean;
  onSubmit: (code: string) => void;
  children: ReactNode;
};

/** A form whose change wants a fresh proof of who one is: the code is asked for once the server misses it. */
export function ProofForm({ changing: { error, isPending }, ready, onSubmit, children }: ProofFormProps) {
  const t = useTranslations("admin.tenant");
  const [code, setCode] = useState("");
  const needsCode = error instanceof ApiError && /^step_up|wrong_proof/.test(error.code);
  const known = { step_up_required: t("confirmFirst"), wrong_proof: t("wrongProof") };
  return (
    <Form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(needsCode ? code : "");
      }}
    >
      {children}
      {needsCode ? (
        <Field label={t("code")} hint={t("codeNote")}>
          <TextInput
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
      ) : null}
      <Refusal error={error} known={known} />
      <Button type="submit" className="self-start" disabled={!ready || isPending}>
        {t("change")}
      </Button>
    </Form>
  );
}

/** Proves first who one is, if there is something to prove it by. */
export async function afterProof<T>(code: string, run: () => Promise<T>): Promise<T> {
  if (code) await ask("POST /api/v1/me/step-up", { body: { code } });
  return run();
}
