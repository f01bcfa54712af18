import type { ReactNode } from "react";

/** What a tab is about, and what can be done there. */
export function TabHead({ about, children }: { about: string; children?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 flex-1 basis-72 text-sm text-ink-soft">{about}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
