import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { downloadText } from "../ui/download.ts";

/** Shown once. Closing it is the end of them on this screen. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useTranslations("security.totp");
  const client = useQueryClient();
  const text = codes.join("\n");
  const close = () => {
    onClose();
    void client.invalidateQueries({ queryKey: ["account", "factors"] });
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t("codesTitle")}
      description={t("codesWhy")}
      foot={
        <>
          <Button onClick={() => downloadText("frontdesk-recovery-codes.txt", `${text}\n`)}>
            <Download aria-hidden className="size-4" /> {t("download")}
          </Button>
          <Button variant="primary" onClick={close}>
            {t("kept")}
          </Button>
        </>
      }
    >
      <ul className="grid grid-cols-2 gap-2 rounded-md bg-sunken p-4 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="mt-2 flex items-center gap-1 text-sm text-ink-soft">
        {t("copyAll")} <CopyButton text={text} what={t("copyAll")} />
      </p>
    </Dialog>
  );
}
