import { useQueryClient } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ApiKeyView, NewApiKeyView } from "../../contracts/api-keys.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { later } from "../ui/later.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

const RotateDialog = later(async () => (await import("./rotate-dialog.tsx")).RotateDialog);

type KeyActionsProps = { apiKey: ApiKeyView; onMade: (key: NewApiKeyView) => void };

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
