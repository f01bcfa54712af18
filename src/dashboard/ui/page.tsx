import type { ReactNode } from "react";

type PageProps = { title: string; subtitle?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A page that scrolls by itself: heading, what can be done, content. */
export function Page({ title, subtitle, actions, children }: PageProps) {
  return (
    <main id="main" className="flex min-w-0 flex-1 flex-col tall:min-h-0 tall:overflow-y-auto">
      <div className="mx-auto w-full max-w-304 px-4 pt-5 pb-10 lg:px-8 lg:pt-7">
        <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold wrap-anywhere">{title}</h1>
            {subtitle ? <div className="mt-1 text-sm text-ink-faint">{subtitle}</div> : null}
          </div>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </header>
        {children}
      </div>
    </main>
  );
}

type CardProps = { title?: string; aside?: ReactNode; children: ReactNode; flush?: boolean };

/** A quiet surface for things that belong together. `flush`: its content brings its own edges. */
export function Card({ title, aside, children, flush = false }: CardProps) {
  return (
    <section className="min-w-0 overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      {title ? (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
          <h2 className="text-base font-semibold">{title}</h2>
          {aside ? <div className="flex flex-wrap items-center justify-end gap-2">{aside}</div> : null}
        </header>
      ) : null}
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}
