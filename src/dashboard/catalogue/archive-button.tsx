import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useEdit } from "./use-edit.ts";

type ArchiveButtonProps = {
  name: string;
  run: (confirmed: undefined) => Promise<{ upcoming: number }>;
  onDone?: () => void;
};

/** Takes something out of use, and tells what that means before and after. */
export function ArchiveButton({ name, run, onDone }: ArchiveButtonProps) {
  const t = useTranslations("catalogue.archive");
  const common = useTranslations("common");
  const [isAsking, setAsking] = useState(false);
  const archiving = useEdit({
    run,
    said: ({ upcoming }) => t("done", { name, upcoming }),
    onDone: () => {
      setAsking(false);
      onDone?.();
    },
  });
  return (
    <>
      <IconButton label={t("act", { name })} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("title", { name })}
        effect={t("effect")}
        act={common("remove")}
        pending={archiving.isPending}
        onConfirm={() => archiving.send(undefined)}
        error={<Refusal error={archiving.error} />}
      />
    </>
  );
}
