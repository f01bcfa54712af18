import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FailureNotice } from "./failure-notice.tsx";
import { SkeletonRows } from "./skeleton.tsx";

export type Asked<T> = { data: T | undefined; error: Error | null; refetch: () => unknown };

/** What was asked for; until it is there a skeleton, and if it does not come, why. */
export function Loaded<T>({
  query,
  rows = 4,
  children,
}: {
  query: Asked<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const common = useTranslations("common");
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <FailureNotice error={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonRows rows={rows} className="h-9" label={common("loading")} />;
}
