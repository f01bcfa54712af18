import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PhoneNumberView } from "../../contracts/phone-numbers.ts";
import { ask } from "../api/client.ts";
import { WebCallButton } from "../calls/web-call-button.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmButton } from "../ui/confirm-button.tsx";
import { later } from "../ui/later.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";

const NumberSettings = later(async () => (await import("./number-settings.tsx")).NumberSettings);

/** Say where it rings and who takes it, or give it back. */
export function NumberActions({ number }: { number: PhoneNumberView }) {
  const t = useTranslations("numbers");
  const format = usePhoneFormat();
  const [isOpen, setOpen] = useState(false);
  const { id: numberId, e164 } = number;
  return (
    <span className="flex items-center justify-end gap-2">
      {number.branchId ? <WebCallButton branchId={number.branchId} connectionId={number.connectionId} /> : null}
      <Button onClick={() => setOpen(true)}>{t("settings")}</Button>
      <ConfirmButton
        renderButton={(open) => <Button onClick={open}>{t("release")}</Button>}
        title={t("releaseTitle", { number: format(e164) })}
        effect={t("releaseEffect")}
        act={t("release")}
        run={() => ask("DELETE /api/v1/voice/numbers/{numberId}", { params: { numberId } })}
        said={t("released")}
        stale={[["numbers"]]}
      />
      {isOpen ? <NumberSettings number={number} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}
