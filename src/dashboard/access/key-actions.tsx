import { useQueryClient } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ApiKeyView, NewApiKeyView } from "../../contracts/api-keys.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmDialog, Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Select } from "../ui/select.tsx";
import { notify } from "../ui/toast.ts";

type KeyActionsProps = { apiKey: ApiKeyView; onMade: (key: NewApiKeyView) => void };

const OVERLAPS = ["0", "1", "24", "168"] as const;

export function KeyActions({ apiKey, onMade }: KeyActionsProps) {
  const t = useTranslations("access.keys");
  const [open, setOpen] = useState<"rotate" | "revoke" | null>(null);
  const { name } = apiKey;
  const close = () => setOpen(null);
  return (
    <span className="inline-flex">
      <IconButton label={t("rotateKey", { name })} onClick={() => setOpen("rotate")}>
        <RotateCw aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("revokeKey", { name })} onClick={() => setOpen("revoke")}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      {open === "rotate" ? <RotateDialog apiKey={apiKey} onMade={onMade} onClose={close} /> : null}
      {open === "revoke" ? <RevokeDialog apiKey={apiKey} onClose={close} /> : null}
    </span>
  );
}

function RotateDialog({ apiKey: { id, name }, onMade, onClose }: KeyActionsProps & { onClose: () => void }) {
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

function RevokeDialog({ apiKey: { id, name }, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const t = useTranslations("access.keys");
  const client = useQueryClient();
  const revoking = useChange({
    run: () => ask("DELETE /api/v1/api-keys/{apiKeyId}", { params: { apiKeyId: id } }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ["api-keys"] });
      notify({ title: t("revoked", { name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t("revokeTitle", { name })}
      effect={t("revokeEffect")}
      act={t("revoke")}
      pending={revoking.isPending}
      onConfirm={() => revoking.send(undefined)}
      error={<Refusal error={revoking.error} />}
    />
  );
}
