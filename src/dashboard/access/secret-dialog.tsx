import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { Code } from "../ui/code.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** The one time that a secret can be seen. */
export function SecretDialog({ title, secret, onClose }: { title: string; secret: string; onClose: () => void }) {
  const t = useTranslations("access");
  const done = (
    <Button variant="primary" onClick={onClose}>
      {t("stored")}
    </Button>
  );
  return (
    <Dialog open onClose={onClose} title={title} description={t("shownOnce")} foot={done}>
      <Code text={secret} what={t("copySecret")} />
    </Dialog>
  );
}
