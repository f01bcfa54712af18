import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";

type PaginationProps = { page: number; hasNext: boolean; onPage: (page: number) => void };

/** Lists are read page by page from the server; nobody knows how many there are, so none is promised. */
export function Pagination({ page, hasNext, onPage }: PaginationProps) {
  const t = useTranslations("common");
  if (page === 0 && !hasNext) return null;
  return (
    <nav aria-label={t("pages")} className="flex items-center justify-between gap-2 border-t border-line px-4 py-2">
      <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
        <ChevronLeft aria-hidden className="size-4" /> {t("previous")}
      </Button>
      <span className="text-xs text-ink-faint tabular-nums">{t("page", { page: page + 1 })}</span>
      <Button disabled={!hasNext} onClick={() => onPage(page + 1)}>
        {t("next")} <ChevronRight aria-hidden className="size-4" />
      </Button>
    </nav>
  );
}
