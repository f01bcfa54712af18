import type { CSSProperties } from "react";
import { useTranslations } from "use-intl";
import type { BusyView } from "../../contracts/busy.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import type { Span } from "./zoned-time.ts";

/** Time that somebody is not to be had: from a calendar outside, or blocked here. There is nothing to open. */
export function BusyBlock({ busy, span, style }: { busy: BusyView; span: Span; style: CSSProperties }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  return (
    <div
      data-testid={`busy-${busy.id}`}
      data-kind="busy"
      data-size={span.end - span.start < 44 * 60_000 ? "m" : "l"}
      className="day-item"
      style={style}
    >
      <span className="truncate font-semibold">{busy.note ?? t("busy")}</span>
      <span className="truncate text-2xs">
        {busy.note ? `${t("busy")} · ` : ""}
        {formats.timeRange(span.start, span.end)}
      </span>
    </div>
  );
}
