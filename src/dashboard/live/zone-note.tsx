import { Globe } from "lucide-react";
import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { serverNow } from "./clock.ts";

/** Names the zone that every time of a view is told in. */
export function ZoneNote({ at }: { at?: number }) {
  const t = useTranslations("live");
  const formats = useBranchFormats();
  return (
    <span className="inline-flex items-center gap-1.5" title={t("timesIn")}>
      <Globe aria-hidden className="size-3.5" />
      <span className="sr-only">{t("timesIn")} </span>
      {formats.timeZone} ({formats.zoneName(at ?? serverNow())})
    </span>
  );
}
