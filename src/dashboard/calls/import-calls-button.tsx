import { FileUp } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useSignedIn } from "../app/signed-in.tsx";
import { PageTexts } from "../i18n/page-texts.tsx";
import { Button } from "../ui/button.tsx";

const ImportCallsDialog = lazy(async () => ({
  default: (await import("./import-calls-dialog.tsx")).ImportCallsDialog,
}));

/** For calls whose events were lost, as in an outage. Only who may change connections has it. */
export function ImportCallsButton() {
  const t = useTranslations("calls");
  const [isOpen, setOpen] = useState(false);
  if (!useSignedIn().me.permissions.includes("connections:write")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <FileUp aria-hidden className="size-4" /> {t("import")}
      </Button>
      {isOpen ? (
        <Suspense fallback={null}>
          <PageTexts of={["callImport", "imports"]}>
            <ImportCallsDialog onClose={() => setOpen(false)} />
          </PageTexts>
        </Suspense>
      ) : null}
    </>
  );
}
