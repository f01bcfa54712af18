import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Radio } from "lucide-react";
import { useTranslations } from "use-intl";
import { ongoingCallsQuery } from "../api/queries.ts";
import { Logo } from "../ui/logo.tsx";
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
      <div className="flex flex-1 flex-col gap-1 p-2.5">
        <LiveLink />
      </div>
      <div className="border-t border-line p-2.5">
        <UserMenu />
      </div>
    </nav>
  );
}

function LiveLink() {
  const t = useTranslations("shell");
  const calls = useQuery(ongoingCallsQuery).data?.items.length ?? 0;
  return (
    <Link
      to="/app/live"
      search={({ branch }) => ({ branch })}
      activeOptions={{ includeSearch: false }}
      className="flex min-h-10 items-center gap-3 rounded-md px-3 text-sm font-medium text-ink-soft hover:bg-hover aria-[current=page]:bg-raised aria-[current=page]:text-ink aria-[current=page]:shadow-card max-xl:flex-col max-xl:gap-1 max-xl:px-1 max-xl:py-2 max-xl:text-2xs"
    >
      <Radio aria-hidden className="size-4.5 text-accent" />
      {t("live")}
      {calls > 0 ? (
        <span className="grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 text-2xs font-semibold text-on-accent xl:ml-auto">
          <span aria-hidden>{calls}</span>
          <span className="sr-only">{t("callsInProgress", { count: calls })}</span>
        </span>
      ) : null}
    </Link>
  );
}
