import { useState } from "react";
import { useTranslations } from "use-intl";
import type { StepUpMethod } from "../../contracts/account.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Segmented } from "../ui/segmented.tsx";

type Typed = Exclude<StepUpMethod, "passkey">;
type ProofDialogProps = { methods: readonly StepUpMethod[]; onClose: (isProven: boolean) => void };

/** By password, or by a code of the app: whichever is at hand. */
export function ProofDialog({ methods, onClose }: ProofDialogProps) {
  const t = useTranslations("proof");
  const typed = methods.filter((method): method is Typed => method !== "passkey");
  const [method, setMethod] = useState<Typed>(typed[0] ?? "password");
  const [text, setText] = useState("");
  const proving = useChange({
    run: (proof: { password: string } | { code: string }) => ask("POST /api/v1/me/step-up", { body: proof }),
    onDone: () => onClose(true),
  });
  const known = { wrong_proof: t("wrong"), too_many_attempts: t("tooMany") };
  const choose = (next: Typed) => {
    setMethod(next);
    setText("");
  };
  return (
    <FormDialog
      title={t("title")}
      description={t("why")}
      act={t("act")}
      pending={proving.isPending}
      ready={text.trim().length > 0}
      refusal={<Refusal error={proving.error} known={known} />}
      onSubmit={() => proving.send(method === "password" ? { password: text } : { code: text })}
      onClose={() => onClose(false)}
    >
      {typed.length > 1 ? (
        <Segmented
          label={t("by")}
          value={method}
          onChoose={choose}
          options={typed.map((value) => ({ value, label: t(value) }))}
        />
      ) : null}
      <ProofField key={method} method={method} label={t(method)} text={text} onText={setText} />
    </FormDialog>
  );
}

type FieldProps = { method: Typed; label: string; text: string; onText: (text: string) => void };

function ProofField({ method, label, text, onText }: FieldProps) {
  const isPassword = method === "password";
  return (
    <Field label={label}>
      <TextInput
        type={isPassword ? "password" : "text"}
        autoComplete={isPassword ? "current-password" : "one-time-code"}
        inputMode={isPassword ? "text" : "numeric"}
        maxLength={isPassword ? 1_024 : 32}
        required
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
    </Field>
  );
}
