import { classNames } from "./class-names.ts";

/** Only after 300 ms (--animate-appear): a quick answer must not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className={classNames("animate-appear", className)}>
      <div className="size-full animate-pulse-dot rounded-md bg-hover" />
    </div>
  );
}

export function SkeletonRows({ rows, className, label }: { rows: number; className: string; label: string }) {
  return (
    <div role="status" aria-busy className="flex flex-col gap-3 p-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={className} />
      ))}
    </div>
  );
}
