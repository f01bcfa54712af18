import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { healthQuery } from "../api/operations.ts";
import { CONSOLE_GROUPS, CONSOLE_PAGES, type ConsolePageName } from "./console-pages.ts";

const ITEM =
  "flex min-h-9 items-center gap-3 rounded-md px-3 text-sm font-medium whitespace-nowrap text-ink-soft -outline-offset-2 hover:bg-hover aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:shadow-card max-lg:min-h-11";

/** Beside the page where there is room; else a strip above it that scrolls sideways. */
export function ConsoleNav() {
  const t = useTranslations("admin");
  const shell = useTranslations("shell");
  const strip = useRef<HTMLElement>(null);
  const current = useLocation({
    select: ({ pathname }) => CONSOLE_PAGES.find(({ to }) => pathname.startsWith(to))?.to,
  });
  useEffect(() => {
    const link = strip.current?.querySelector(`a[href^="${current}"]`);
    link?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <nav
      ref={strip}
      aria-label={shell("mainNavigation")}
      className="relative flex min-h-0 gap-1 overflow-x-auto px-2.5 pb-2 lg:flex-1 lg:flex-col lg:gap-4 lg:overflow-y-auto lg:py-2.5"
    >
      {CONSOLE_GROUPS.map((group) => (
        <div key={group} className="shrink-0">
          <p className="px-3 pb-1 text-2xs font-medium text-ink-faint max-lg:sr-only">{t(`groups.${group}`)}</p>
          <ul className="flex gap-1 lg:flex-col lg:gap-0.5">
            {CONSOLE_PAGES.filter((page) => page.group === group).map(({ name, to, icon: Icon }) => (
              <li key={name}>
                <Link to={to} activeOptions={{ includeSearch: false }} className={ITEM}>
                  <Icon aria-hidden className="size-4.5 shrink-0 text-accent" />
                  {t(`pages.${name}`)}
                  <Waiting name={name} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** How many things on that page wait for a hand. */
function Waiting({ name }: { name: ConsolePageName }) {
  const waiting = useQuery(healthQuery).data?.waiting;
  const count =
    name === "quarantine" ? waiting?.quarantinedEvents : name === "dead-letters" ? waiting?.deadLetters : undefined;
  if (!count) return null;
  return (
    <span className="grid h-5 min-w-5 place-items-center rounded-full bg-warn-soft px-1.5 text-2xs font-semibold text-warn tabular-nums lg:ml-auto">
      {count}
    </span>
  );
}
