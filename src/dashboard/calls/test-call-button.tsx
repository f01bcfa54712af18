import { PhoneCall } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { isSandboxed } from "./sandboxed.ts";

const TestCallDialog = lazy(async () => ({ default: (await import("./test-call-dialog.tsx")).TestCallDialog }));

/** Only where a sandbox plays the vendors. */
export function TestCallButton() {
  const t = useTranslations("calls.test");
  const [isOpen, setOpen] = useState(false);
  if (!isSandboxed()) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <PhoneCall aria-hidden className="size-4" /> {t("place")}
      </Button>
      {isOpen ? (
        <Suspense>
          <TestCallDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
