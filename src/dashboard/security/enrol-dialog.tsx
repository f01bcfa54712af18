import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask } from "../api/client.ts";
import { useEdit } from "../catalogue/use-edit.ts";
import { Code } from "../ui/code.tsx";
import { Field, TextInput } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useAccountRefusals } from "./use-refusals.ts";

type EnrolDialogProps = {
  enrolment: { secret: string; qrSvg: string };
  onClose: () => void;
  onDone: (recoveryCodes: string[]) => void;
};

/** Scan or type the secret, then prove by a code that it arrived. */
export function EnrolDialog({ enrolment, onClose, onDone }: EnrolDialogProps) {
  const t = useTranslations("security.totp");
  const known = useAccountRefusals();
  const [code, setCode] = useState("");
  const confirming = useEdit({
    run: (body: { code: string }) => ask("POST /api/v1/me/totp/confirm", { body }),
    // What shows whether it is set up would take this dialog away before the codes were seen.
    stale: [],
    said: () => t("isOn"),
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <FormDialog
      title={t("setUp")}
      act={t("confirm")}
      pending={confirming.isPending}
      ready={code.trim().length >= 6}
      refusal={<Refusal error={confirming.error} known={known} />}
      onSubmit={() => confirming.send({ code: code.replaceAll(/\s/g, "") })}
      onClose={onClose}
    >
      <p className="text-sm text-ink-soft">{t("scan")}</p>
      <img
        alt={t("qr")}
        src={`data:image/svg+xml,${encodeURIComponent(enrolment.qrSvg)}`}
        className="size-44 self-center rounded-md border border-line"
      />
      <div className="text-sm">
        <p className="mb-1 text-ink-soft">{t("orType")}</p>
        <Code text={enrolment.secret} what={t("copySecret")} />
      </div>
      <Field label={t("code")} hint={t("codeHint")}>
        <TextInput
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
          className="tabular-nums tracking-widest"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
