import { Link } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../ui/button.tsx";
import { useSignedIn } from "./signed-in.tsx";

/** Above every page about a branch that was closed: it shows what was, and takes nothing new. */
export function ClosedBanner() {
  const t = useTranslations("shell.closedBranch");
  const { branch, me } = useSignedIn();
  return (
    <aside
      aria-label={t("label")}
      data-closed-branch
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-3 py-2 text-sm text-warn sm:px-4 lg:px-6"
    >
      <Store aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-60">
        <span className="font-semibold wrap-anywhere">{t("closed", { name: branch.name })}</span> {t("effect")}
      </p>
      {me.permissions.includes("catalogue:write") ? (
        <Link
          to="/app/branch"
          search={{ branch: branch.id, tab: "details" }}
          className={buttonClass("secondary", "min-h-9 px-3 pointer-coarse:min-h-11")}
        >
          {t("open")}
        </Link>
      ) : null}
    </aside>
  );
}
