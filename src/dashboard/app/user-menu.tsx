import { useTranslations } from "use-intl";
import { Avatar } from "../ui/avatar.tsx";
import { classNames } from "../ui/class-names.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { useSignedIn } from "./signed-in.tsx";

const loadUserMenu = async () => (await import("./user-menu-content.tsx")).UserMenuContent;

/** `compact`: the picture alone, for bars that are narrow at every width. */
export function UserMenu({ compact = false }: { compact?: boolean }) {
  const t = useTranslations("shell");
  const { user } = useSignedIn().me;
  return (
    <LazyMenu
      load={loadUserMenu}
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full min-w-11 items-center justify-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover data-popup-open:bg-hover xl:justify-start"
        >
          <Avatar name={user.name} accent />
          <span className={classNames("min-w-0 flex-1", compact ? "sr-only" : "max-xl:sr-only")}>
            <span className="block truncate text-sm font-medium">{user.name}</span>
            <span className="block truncate text-2xs text-ink-faint">{t(`roles.${user.role}`)}</span>
          </span>
        </button>
      }
    />
  );
}
