import { Hourglass } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import type { HoldView } from "../../contracts/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { formatDuration } from "../i18n/formats.ts";
import { useArrived } from "../live/arrivals.ts";
import { useNow } from "../live/clock.ts";
import { useDayNames } from "../live/day-names.tsx";
import type { Span } from "./zoned-time.ts";

/** Time that a caller is just deciding on. There is nothing to open, so it is no button. */
export function HoldBlock({ hold, span, style }: { hold: HoldView; span: Span; style: CSSProperties }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const names = useDayNames();
  const arrived = useArrived(hold.id);

  return (
    <div
      data-testid={`hold-${hold.id}`}
      data-kind="hold"
      data-new={arrived || undefined}
      className="day-item"
      data-size={span.end - span.start < 44 * 60_000 ? "m" : "l"}
      style={style}
    >
      <span className="flex min-w-0 items-center gap-1 font-semibold">
        <Hourglass aria-hidden className="size-3 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{t("held")}</span>
        <HoldCountdown expiresAt={hold.expiresAt} />
      </span>
      <span className="truncate">{names.service(hold.serviceId) ?? (names.areKnown ? t("unknownService") : "…")}</span>
      <span className="sr-only">{formats.timeRange(span.start, span.end)}</span>
    </div>
  );
}

export function HoldCountdown({ expiresAt }: { expiresAt: string }) {
  const t = useTranslations("calendar");
  const left = formatDuration(Date.parse(expiresAt) - useNow(1_000));
  return (
    <span>
      <span className="sr-only">{t("expiresIn")} </span>
      {left}
    </span>
  );
}
