import { CircleCheck, CircleX } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { PartReportView } from "../../contracts/groups.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useReasonText } from "../booking/refusal-text.ts";
import { useDayNames } from "../live/day-names.tsx";

/** What became of each date, or would become: what stands in the way, and what is free nearby. */
export function SeriesReport({ report }: { report: readonly PartReportView[] }) {
  const t = useTranslations("series");
  const section = useRef<HTMLElement>(null);
  const free = report.filter(isHad).length;
  // Below a long form it would be booked unseen. In braces: browsers answer with a promise by now, which is no clean-up.
  useEffect(() => {
    section.current?.scrollIntoView({ block: "end" });
  }, []);
  return (
    <section ref={section} aria-label={t("dates")} className="border-t border-line pt-4">
      <p role="status" className="mb-2 text-sm font-medium">
        {t("freeOf", { free, count: report.length })}
      </p>
      <ol className="max-h-64 overflow-y-auto rounded-md border border-line" tabIndex={0} aria-label={t("dates")}>
        {report.map((part) => (
          <PartRow key={part.position} part={part} />
        ))}
      </ol>
    </section>
  );
}

export const isHad = ({ status }: PartReportView) => status === "free" || status === "booked";

function PartRow({ part }: { part: PartReportView }) {
  const t = useTranslations("series");
  const formats = useBranchFormats();
  const names = useDayNames();
  const reason = useReasonText();
  const had = isHad(part);
  const when = (at: string) => `${formats.dayShort(at)}, ${formats.time(at)}`;
  const why = part.startsAt === null ? t("skippedByClocks") : reason(part.status, part.status);
  return (
    <li className="flex gap-2.5 border-b border-line px-3 py-2 text-sm last:border-b-0">
      {had ? (
        <CircleCheck aria-label={t("free")} role="img" className="mt-0.5 size-4 shrink-0 text-good" />
      ) : (
        <CircleX aria-label={t("notFree")} role="img" className="mt-0.5 size-4 shrink-0 text-bad" />
      )}
      <div className="min-w-0 flex-1">
        <span className="tabular-nums">{part.startsAt ? when(part.startsAt) : formats.dayShort(part.date)}</span>
        {had ? <span className="text-ink-faint"> · {part.staffId ? names.staff(part.staffId) : ""}</span> : null}
        {had ? null : <span className="block text-bad">{why}</span>}
        {part.alternatives.length > 0 ? (
          <span className="block text-xs text-ink-soft tabular-nums">
            {t("instead", { times: part.alternatives.map(({ startsAt }) => when(startsAt)).join("; ") })}
          </span>
        ) : null}
      </div>
    </li>
  );
}
