import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PhoneNumberView } from "../../contracts/phone-numbers.ts";
import { ask, type Input } from "../api/client.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { useEdit } from "../catalogue/use-edit.ts";
import { Field } from "../ui/field.tsx";
import { FormDialog } from "../ui/form-dialog.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";

type Body = Input<"PATCH /api/v1/voice/numbers/{numberId}">["body"];
const AS_BRANCH = "branch";
const MODES = [AS_BRANCH, "ai_always", "ai_after_hours", "staff_first"] as const;
const LANGUAGES = [AS_BRANCH, "de", "en"] as const;

/** Which branch a number rings for, who takes its calls, and what its callers speak. */
export function NumberSettings({ number, onClose }: { number: PhoneNumberView; onClose: () => void }) {
  const t = useTranslations("numbers");
  const common = useTranslations("common");
  const format = usePhoneFormat();
  const open = useSignedIn().me.branches.filter(({ isClosed }) => !isClosed);
  const [branchId, setBranch] = useState<string>(number.branchId);
  const [mode, setMode] = useState<(typeof MODES)[number]>(number.routingMode ?? AS_BRANCH);
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number]>(number.language ?? AS_BRANCH);
  const [carrierAsks, setCarrierAsks] = useState(number.carrierAsks);
  const saving = useEdit({
    run: (body: Body) => ask("PATCH /api/v1/voice/numbers/{numberId}", { params: { numberId: number.id }, body }),
    stale: [["numbers"]],
    onDone: onClose,
  });
  const submit = () => {
    const routingMode = mode === AS_BRANCH ? null : mode;
    saving.send({ branchId, routingMode, language: language === AS_BRANCH ? null : language, carrierAsks } as Body);
  };
  return (
    <FormDialog
      title={t("settingsOf", { number: format(number.e164) })}
      act={common("save")}
      pending={saving.isPending}
      refusal={<Refusal error={saving.error} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t("branch")}>
        <Select
          value={branchId}
          options={open.map(({ id, name }) => ({ value: id as string, label: name }))}
          onChoose={setBranch}
        />
      </Field>
      <Field label={t("routing")} hint={t("routingHint")}>
        <Select
          value={mode}
          options={MODES.map((value) => ({ value, label: t(`routes.${value}`) }))}
          onChoose={setMode}
        />
      </Field>
      <Field label={t("language")} hint={t("languageHint")}>
        <Select
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          onChoose={setLanguage}
        />
      </Field>
      {number.isConnected && number.source !== "vendor" ? (
        <Switch label={t("carrierAsks")} hint={t("carrierAsksHint")} checked={carrierAsks} onToggle={setCarrierAsks} />
      ) : null}
    </FormDialog>
  );
}
