import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { errorsQuery } from "../api/operations.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Card } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Moment } from "./cells.tsx";

const SHOWN = 5;

export function LatestErrors() {
  const t = useTranslations("admin.overview");
  const errors = useQuery(errorsQuery({ limit: SHOWN }));
  const all = (
    <Link to="/admin/errors" className="text-sm font-medium text-accent hover:underline">
      {t("all")}
    </Link>
  );
  return (
    <Card flush title={t("errors")} aside={all}>
      {errors.error && !errors.data ? (
        <FailureNotice error={errors.error} onRetry={() => void errors.refetch()} />
      ) : null}
      {!errors.data && !errors.error ? <Skeleton className="m-4 h-24" /> : null}
      {errors.data?.items.length === 0 ? (
        <EmptyState icon={CircleCheck} title={t("noErrors")}>
          {t("noErrorsAdvice")}
        </EmptyState>
      ) : null}
      <ul className="divide-y divide-line">
        {errors.data?.items.map(({ id, event, message, count, lastAt }) => (
          <li key={id} className="flex items-baseline gap-3 px-4 py-2.5 text-sm">
            <span className="min-w-0 flex-1">
              <code className="font-mono text-xs font-medium">{event}</code>
              <span className="block truncate text-xs text-ink-soft">{message}</span>
            </span>
            <span className="text-xs text-ink-faint tabular-nums">{count} ×</span>
            <span className="text-xs text-ink-faint">
              <Moment at={lastAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
