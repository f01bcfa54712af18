import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { apiFailuresQuery } from "../api/business.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/page.tsx";

/** What went wrong within a day, by kind. Nothing while all is well. */
export function ApiFailures({ onChoose }: { onChoose: (code: string) => void }) {
  const t = useTranslations("access.log");
  const formats = useBranchFormats();
  const failures = useQuery(apiFailuresQuery).data?.items ?? [];
  if (failures.length === 0) return null;
  return (
    <div className="mb-4">
      <Card title={t("failures")} flush>
        <ul className="divide-y divide-line">
          {failures.map(({ status, code, count, lastAt, lastRequestId }) => (
            <li
              key={`${status} ${code}`}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm tabular-nums"
            >
              <Badge tone={status >= 500 ? "bad" : "warn"}>{status}</Badge>
              <button
                type="button"
                className="min-h-6 font-mono text-xs font-semibold underline-offset-3 hover:underline"
                onClick={() => onChoose(code ?? lastRequestId)}
              >
                {code ?? lastRequestId}
              </button>
              <span className="ml-auto text-ink-soft">{t("times", { count })}</span>
              <span className="text-xs text-ink-faint">{t("last", { when: formats.dateTime(lastAt) })}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
