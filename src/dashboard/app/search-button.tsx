import { Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { openPalette } from "./shortcuts-state.ts";

export function SearchButton() {
  const t = useTranslations("shell");
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex min-h-9 items-center gap-2 rounded-md border border-line-strong bg-raised px-2.5 text-sm text-ink-faint shadow-card hover:bg-hover pointer-coarse:min-h-11 md:w-56"
    >
      <Search aria-hidden className="size-4" />
      <span className="min-w-0 flex-1 truncate text-left max-md:sr-only">{t("search")}</span>
      <kbd aria-hidden className="rounded-sm border border-line px-1 font-sans text-2xs max-md:hidden">
        Ctrl K
      </kbd>
    </button>
  );
}
