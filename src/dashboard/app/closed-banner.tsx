import { Link } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSignedIn } from "./signed-in.tsx";

/** Above every page about a branch that was closed: it shows what was, and takes nothing new. */
export function ClosedBanner() {
  const t = useTranslations("shell.closedBranch");
  const { branch, me } = useSignedIn();
  return (
    <aside
      aria-label={t("label")}
      data-closed-branch
      className="flex shrink-0 flex-wrap items-center justify-center gap-x-2 gap-y-0.5 border-b border-line bg-warn-soft px-3 py-1 text-xs text-warn print:hidden"
    >
      <Store aria-hidden className="size-3.5 shrink-0" />
      <p>
        <span className="font-semibold wrap-anywhere">{t("closed", { name: branch.name })}</span> {t("effect")}
      </p>
      {me.permissions.includes("catalogue:write") ? (
        <Link
          to="/app/branch"
          search={{ branch: branch.id, tab: "details" }}
          className="inline-flex min-h-6 items-center underline underline-offset-3 pointer-coarse:min-h-11"
        >
          {t("open")}
        </Link>
      ) : null}
    </aside>
  );
}
