import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";

/** On an appointment that busy time lies over. */
export function ClashMark() {
  const t = useTranslations("calendar");
  return (
    <>
      <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-bad" />
      <span className="sr-only">{t("clash")}</span>
    </>
  );
}
