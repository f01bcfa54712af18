import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { Formats } from "../i18n/formats.ts";
import { useFormats } from "../i18n/locale-provider.tsx";

/** What the browser's tab and history say. */
export function useConsoleTitle(title: string): void {
  const t = useTranslations("admin");
  const product = t("product");
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}

/** The operator's own clock: the platform has no zone. */
export function useConsoleFormats(): Formats {
  return useFormats(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}
