import type { ReactNode } from "react";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Refusal } from "../ui/refusal.tsx";

type RowProps = { tone: Tone; badge: string; title: ReactNode; note: string; error?: unknown; children: ReactNode };

/** A line of what needs attention: what it is, about whom, and what can be done. */
export function AttentionRow({ tone, badge, title, note, error, children }: RowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-base font-semibold">
          <Badge tone={tone}>{badge}</Badge> <span className="min-w-0 wrap-anywhere">{title}</span>
        </p>
        <p className="mt-0.5 text-sm text-ink-faint tabular-nums">{note}</p>
      </div>
      <div className="flex flex-wrap gap-2">{children}</div>
      {error ? (
        <div className="basis-full">
          <Refusal error={error} />
        </div>
      ) : null}
    </li>
  );
}
