import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ApiKeyView, NewApiKeyView } from "../../contracts/api-keys.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";

const OVERLAPS = ["0", "1", "24", "168"] as const;

type RotateDialogProps = { apiKey: ApiKeyView; onMade: (key: NewApiKeyView) => void; onClose: () => void };

/** Another key in the place of one, which goes on for a while. */
export function RotateDialog({ apiKey: { id, name }, onMade, onClose }: RotateDialogProps) {
  const t = useTranslations("access.keys");
  const common = useTranslations("common");
  const client = useQueryClient();
  const [hours, setHours] = useState<(typeof OVERLAPS)[number]>("24");
  const rotating = useChange({
    run: (overlapHours: number, key) =>
      ask("POST /api/v1/api-keys/{apiKeyId}/rotate", {
        params: { apiKeyId: id },
        headers: { "idempotency-key": key },
        body: { overlapHours },
      }),
    onDone: (made) => {
      void client.invalidateQueries({ queryKey: ["api-keys"] });
      onClose();
      onMade(made);
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>{common("cancel")}</Button>
      <Button variant="primary" disabled={rotating.isPending} onClick={() => rotating.send(Number(hours))}>
        {t("rotate")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("rotateTitle", { name })} description={t("rotateEffect")} foot={foot}>
      <div className="flex flex-col gap-3">
        <Field label={t("overlap")}>
          <Select
            value={hours}
            options={OVERLAPS.map((value) => ({ value, label: t(`overlaps.${value}`) }))}
            onChoose={setHours}
          />
        </Field>
        <Refusal error={rotating.error} />
      </div>
    </Dialog>
  );
}
