import { useTranslations } from "use-intl";
import { isTestMode } from "../app/test-mode-banner.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

const COMMAND = "npm run call";

/** How to see the product work without a telephone, where a sandbox plays one. */
export function CallHint() {
  const t = useTranslations("calls");
  if (!isTestMode()) return null;
  return (
    <span className="mt-3 flex items-center justify-center gap-1">
      {t("orDemo")}
      <code className="rounded-md bg-sunken px-2 py-1 font-mono text-xs text-ink">{COMMAND}</code>
      <CopyButton text={COMMAND} what={t("copyCommand")} />
    </span>
  );
}
