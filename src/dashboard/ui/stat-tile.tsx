import type { ReactNode } from "react";

/** One figure of the day. `note` says what it is made of, or of what it is a part. */
export function StatTile({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
      <dt className="text-xs font-medium text-ink-faint">{label}</dt>
      <dd className="mt-1 text-2xl font-semibold tabular-nums">{value}</dd>
      {note ? <dd className="mt-0.5 text-xs text-ink-faint">{note}</dd> : null}
    </div>
  );
}
