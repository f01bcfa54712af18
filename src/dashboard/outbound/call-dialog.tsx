import { useState } from "react";
import { useTranslations } from "use-intl";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field, TextArea } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import type { Whom } from "./outbound-card.tsx";

type Body = Input<"POST /api/v1/outbound-calls">["body"];
const BASES = ["asked_to_be_called", "gave_consent", "existing_customer"] as const;
type Props = { whom: Whom; phone: string; onClose: () => void };

/** Has the branch's agent call somebody. Why that may be done is kept. */
export function CallDialog({ whom, phone, onClose }: Props) {
  const t = useTranslations("outbound");
  const { branch } = useSignedIn();
  const [basis, setBasis] = useState<(typeof BASES)[number]>("asked_to_be_called");
  const [purpose, setPurpose] = useState("");
  const calling = useEdit({
    run: (body: Body) => ask("POST /api/v1/outbound-calls", { body }),
    stale: [["outbound"]],
    said: () => t("asked"),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t("callTitle", { phone: usePhoneFormat()(phone) })}
      description={t("callLead")}
      act={t("call")}
      pending={calling.isPending}
      refusal={
        <Refusal
          error={calling.error}
          known={{ do_not_call: t("reasons.do_not_call"), opted_out: t("reasons.opted_out") }}
        />
      }
      onSubmit={() => calling.send({ branchId: branch.id, phone, basis, purpose, ...whom } as Body)}
      onClose={onClose}
    >
      <Field label={t("purpose")} hint={t("purposeHint")}>
        <TextArea
          required
          rows={2}
          maxLength={300}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
      </Field>
      <Field label={t("basis")}>
        <Select
          value={basis}
          options={BASES.map((value) => ({ value, label: t(`bases.${value}`) }))}
          onChoose={setBasis}
        />
      </Field>
    </FormDialog>
  );
}
