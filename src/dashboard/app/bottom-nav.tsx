import { Link } from "@tanstack/react-router";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { useTranslations } from "use-intl";
import { onlyBranch } from "../live/live-search.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { ON_THE_BAR, PAGES } from "./pages.ts";

const TAB =
  "flex min-h-14 w-full flex-col items-center justify-center gap-0.5 text-2xs font-medium text-ink-faint -outline-offset-2 aria-[current=page]:text-accent";

const loadMore = async () => (await import("./more-menu-content.tsx")).MoreMenuContent;

export function BottomNav() {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("mainNavigation")}
      className="mt-auto grid shrink-0 grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {PAGES.filter(({ name }) => ON_THE_BAR.includes(name)).map(({ name, to, icon }) => (
        <Link key={name} to={to} search={onlyBranch} activeOptions={{ includeSearch: false }} className={TAB}>
          <TabContent icon={icon} label={t(`pages.${name}`)} />
        </Link>
      ))}
      <LazyMenu
        load={loadMore}
        trigger={
          <button type="button" className={TAB}>
            <TabContent icon={Ellipsis} label={t("more")} />
          </button>
        }
      />
    </nav>
  );
}

function TabContent({ icon: Icon, label }: { icon: LucideIcon; label: string }) {
  return (
    <>
      <Icon aria-hidden className="size-5" />
      {label}
    </>
  );
}
