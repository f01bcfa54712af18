import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { ongoingCallsQuery } from "../api/queries.ts";
import { UnreadCount } from "../inbox/unread-count.tsx";
import { onlyBranch } from "../live/live-search.ts";
import { Logo } from "../ui/logo.tsx";
import { PAGE_GROUPS, type PageGroup, pagesFor } from "./pages.ts";
import { useSignedIn } from "./signed-in.tsx";
import { UserMenu } from "./user-menu.tsx";

export function Sidebar() {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("mainNavigation")}
      className="hidden shrink-0 flex-col border-r border-line bg-sunken lg:flex lg:w-18 xl:w-56"
    >
      <div className="flex h-14 shrink-0 items-center gap-2.5 px-4 max-xl:justify-center">
        <Logo className="size-7.5" />
        <span className="text-lg font-semibold tracking-tight max-xl:sr-only">{t("product")}</span>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-2.5">
        {PAGE_GROUPS.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
      <div className="border-t border-line p-2.5">
        <UserMenu />
      </div>
    </nav>
  );
}

function Group({ group }: { group: PageGroup }) {
  const t = useTranslations("shell");
  const { permissions } = useSignedIn().me;
  return (
    <div>
      <p className="px-3 pb-1 text-2xs font-medium text-ink-faint max-xl:sr-only">{t(`groups.${group}`)}</p>
      <ul className="flex flex-col gap-0.5">
        {pagesFor(permissions)
          .filter((page) => page.group === group)
          .map(({ name, to, icon: Icon }) => (
            <li key={name}>
              <Link
                to={to}
                search={onlyBranch}
                activeOptions={{ includeSearch: false }}
                title={t(`pages.${name}`)}
                className="flex min-h-9 items-center gap-3 rounded-md px-3 text-sm font-medium text-ink-soft hover:bg-hover aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:shadow-card max-xl:min-h-11 max-xl:justify-center max-xl:px-0"
              >
                <Icon aria-hidden className="size-4.5 shrink-0 text-accent" />
                <span className="max-xl:sr-only">{t(`pages.${name}`)}</span>
                {name === "live" ? <CallsCount /> : null}
                {name === "inbox" ? <UnreadCount /> : null}
              </Link>
            </li>
          ))}
      </ul>
    </div>
  );
}

export function CallsCount() {
  const t = useTranslations("shell");
  const calls = useQuery(ongoingCallsQuery).data?.items.length ?? 0;
  if (calls === 0) return null;
  return (
    <span className="grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 text-2xs font-semibold text-on-accent xl:ml-auto">
      <span aria-hidden>{calls}</span>
      <span className="sr-only">{t("callsInProgress", { count: calls })}</span>
    </span>
  );
}
