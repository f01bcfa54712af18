import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { RolloutView } from "../../contracts/rollouts.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { Dialog } from "../ui/dialog.tsx";
import { notify } from "../ui/toast.ts";
import { afterProof, ProofForm } from "./proof-form.tsx";

type FlagDialogProps = { flag: RolloutView; percent: number; onClose: () => void };

/** Says what the change does before it is made. It holds for the next request already. */
export function FlagDialog({ flag: { name, percent: before }, percent, onClose }: FlagDialogProps) {
  const t = useTranslations("admin.flags");
  const client = useQueryClient();
  const changing = useChange({
    run: (code: string) =>
      afterProof(code, () =>
        ask("PUT /api/v1/operations/rollouts/{rollout}", { params: { rollout: name }, body: { percent } }),
      ),
    onDone: () => {
      notify({ title: t("done", { percent }) });
      void client.invalidateQueries({ queryKey: ["operations"] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("confirmTitle", { name: t(`names.${name}`), percent })}
      description={percent > before ? t("more", { before, percent }) : t("fewer", { before, percent })}
    >
      <ProofForm changing={changing} ready onSubmit={changing.send}>
        <p className="text-sm text-ink-soft">{t("audited")}</p>
      </ProofForm>
    </Dialog>
  );
}
