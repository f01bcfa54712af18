import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useLiveSearch } from "../live/use-live-search.ts";
import { ZoneNote } from "../live/zone-note.tsx";
import { Button, IconButton } from "../ui/button.tsx";

type RangeHeaderProps = {
  title: string;
  previous: string;
  next: string;
  today: string;
  isNow: boolean;
  aside?: ReactNode;
};

/** Heads a week, a month or a list, and leads to the one before and after. */
export function RangeHeader({ title, previous, next, today, isNow, aside }: RangeHeaderProps) {
  const t = useTranslations("calendar");
  const live = useTranslations("live");
  const [, patch] = useLiveSearch();
  const show = (date: string) => patch({ date: date === today ? undefined : date });
  return (
    <header className="flex shrink-0 flex-wrap items-end justify-between gap-x-6 gap-y-3 px-4 pt-5 pb-4 lg:px-6">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold">{title}</h1>
        <p className="mt-1 text-sm text-ink-faint">
          <ZoneNote />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        {aside}
        <div className="flex items-center gap-1.5">
          <IconButton variant="secondary" label={t("previous")} onClick={() => show(previous)}>
            <ChevronLeft aria-hidden className="size-4" />
          </IconButton>
          <Button disabled={isNow} onClick={() => show(today)}>
            {live("today")}
          </Button>
          <IconButton variant="secondary" label={t("next")} onClick={() => show(next)}>
            <ChevronRight aria-hidden className="size-4" />
          </IconButton>
        </div>
      </div>
    </header>
  );
}
