import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { useSignedIn } from "./signed-in.tsx";

const loadBranchMenu = async () => (await import("./branch-menu-content.tsx")).BranchMenuContent;

export function BranchMenu() {
  const t = useTranslations("shell");
  const { me, branch } = useSignedIn();
  return (
    <LazyMenu
      load={loadBranchMenu}
      trigger={
        <button
          type="button"
          className="-mx-2 flex min-h-10 min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-hover data-popup-open:bg-hover pointer-coarse:min-h-11"
        >
          <span className="min-w-0 truncate text-base leading-5">
            <span className="text-ink-faint max-sm:block max-sm:truncate max-sm:text-2xs max-sm:leading-4">
              {me.tenant.name}
            </span>
            <span aria-hidden className="mx-1.5 text-line-strong max-sm:hidden">
              /
            </span>
            <span className="font-semibold max-sm:block max-sm:truncate">{branch.name}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
          <span className="sr-only">{t("switchBranch")}</span>
        </button>
      }
    />
  );
}
