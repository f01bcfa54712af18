import { FlaskConical } from "lucide-react";
import { useTranslations } from "use-intl";

/** Where a sandbox plays the vendors, the server marks the page. */
export const isTestMode = () => document.documentElement.dataset["sandbox"] !== undefined;

/** Above every page of a system that reaches nobody. */
export function TestModeBanner() {
  const t = useTranslations("shell.testMode");
  if (!isTestMode()) return null;
  return (
    <aside
      aria-label={t("label")}
      data-test-mode
      className="flex h-7 shrink-0 items-center justify-center gap-2 bg-accent-soft px-3 text-xs text-ink print:hidden"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0 text-accent" />
      <span className="truncate">
        <span className="font-semibold">{t("label")}</span>
        <span className="max-sm:hidden"> · {t("effect")}</span>
      </span>
    </aside>
  );
}
