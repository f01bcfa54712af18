import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

type PanelProps = {
  title: string;
  /** False where the page's own heading already says it. */
  titled?: boolean;
  aside?: ReactNode;
  note?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
};

/** A titled part of a page whose content scrolls by itself where the layout gives it a height. */
export function Panel({ title, titled = true, aside, note, className, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classNames("flex min-h-0 flex-col", className)}>
      <header className={titled ? "flex min-h-12 shrink-0 items-center gap-2 px-4" : "sr-only"}>
        <h2 id={id} className="text-base font-semibold tracking-tight">
          {title}
        </h2>
        {aside}
        {note ? <span className="ml-auto text-2xs text-ink-faint">{note}</span> : null}
      </header>
      <div className="min-h-0 flex-1 lg:overflow-y-auto">{children}</div>
    </section>
  );
}

export function Count({ children }: { children: ReactNode }) {
  return (
    <span className="grid h-5 min-w-5 place-items-center rounded-full bg-hover px-1.5 text-2xs font-semibold text-ink-soft">
      {children}
    </span>
  );
}
