import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** `heading`: it is all there is on the page, so its title is the page's. */
type EmptyStateProps = { icon: LucideIcon; title: string; heading?: boolean; children?: ReactNode };

export function EmptyState({ icon: Icon, title, heading = false, children }: EmptyStateProps) {
  const Title = heading ? "h1" : "p";
  return (
    <div className="mx-auto flex max-w-80 flex-col items-center gap-1 px-4 py-7 text-center text-balance">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-sunken text-ink-faint">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <Title className="text-sm font-semibold">{title}</Title>
      <div className="text-sm text-ink-faint">{children}</div>
    </div>
  );
}
