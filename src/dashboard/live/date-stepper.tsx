import { useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { calendarDayQuery } from "../api/queries.ts";
import { useSignedIn } from "../app/signed-in.tsx";
import { addDays, isDate } from "../calendar/zoned-time.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { useLiveSearch } from "./use-live-search.ts";

export function DateStepper({ date, today }: { date: string; today: string }) {
  const t = useTranslations("live");
  const client = useQueryClient();
  const { branch } = useSignedIn();
  const [, patch] = useLiveSearch();

  const show = (next: string) => patch({ date: next === today ? undefined : next, appointment: undefined });
  const step = (days: number) => {
    const target = addDays(date, days);
    const fetchAhead = () => void client.prefetchQuery(calendarDayQuery(branch.id, target));
    return { onClick: () => show(target), onPointerEnter: fetchAhead, onFocus: fetchAhead };
  };

  return (
    <div role="group" aria-label={t("date")} className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
      <IconButton variant="secondary" label={t("previousDay")} {...step(-1)}>
        <ChevronLeft aria-hidden className="size-4" />
      </IconButton>
      <Button
        onClick={() => show(today)}
        aria-pressed={date === today}
        disabled={date === today}
        className="disabled:text-ink-faint disabled:shadow-none max-sm:order-last max-sm:w-full max-sm:disabled:hidden"
      >
        {t("today")}
      </Button>
      <IconButton variant="secondary" label={t("nextDay")} className="max-sm:order-2" {...step(1)}>
        <ChevronRight aria-hidden className="size-4" />
      </IconButton>
      <input
        type="date"
        required
        aria-label={t("goToDate")}
        value={date}
        onChange={(event) => isDate(event.target.value) && show(event.target.value)}
        className="min-h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-2.5 text-sm shadow-card pointer-coarse:min-h-11 sm:w-35 sm:flex-none"
      />
    </div>
  );
}
