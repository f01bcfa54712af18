import { ApiError } from "../api/api-error.ts";
import { Refusal } from "../ui/refusal.tsx";
import { SeriesReport } from "./series-report.tsx";

/** Why several appointments cannot be had as they were asked for: what stands in the way of each. */
export function GroupRefusal({ error }: { error: unknown }) {
  const parts = error instanceof ApiError ? error.occurrences : undefined;
  return parts ? <SeriesReport report={parts} /> : <Refusal error={error} />;
}
