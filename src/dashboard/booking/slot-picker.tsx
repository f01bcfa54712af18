import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { availabilityQuery } from "../api/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { dayBounds } from "../calendar/zoned-time.ts";
import { serverNow } from "../live/clock.ts";
import { classNames } from "../ui/class-names.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { NothingFree } from "./nothing-free.tsx";

const MOST_SLOTS = 96;

type SlotPickerProps = {
  serviceId: string;
  /** Empty: whoever is free. */
  staffId: string;
  /** Seats that must be left. */
  partySize: number;
  date: string;
  value: string | null;
  onChoose: (startsAt: string) => void;
};

/** What is free on a day, to choose from; on a full day the nearest free times instead. */
export function SlotPicker({ serviceId, staffId, partySize, date, value, onChoose }: SlotPickerProps) {
  const t = useTranslations("booking");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const day = dayBounds(date, branch.timeZone);
  const query = {
    serviceId,
    partySize,
    ...(staffId ? { staffId } : {}),
    from: new Date(day.start).toISOString(),
    to: new Date(day.end).toISOString(),
    limit: MOST_SLOTS,
  };
  const isOver = day.end <= serverNow();
  const slots = useQuery({ ...availabilityQuery(branch.id, query), enabled: serviceId !== "" && !isOver });
  if (slots.error) return <FailureNotice error={slots.error} onRetry={() => void slots.refetch()} />;
  if (!slots.data && !isOver) return <Skeleton className="h-24" />;
  const free = slots.data?.slots ?? [];
  if (free.length === 0) return <NothingFree nearest={slots.data?.nearest ?? []} onChoose={onChoose} />;
  return (
    <div role="group" aria-label={t("times")} className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto p-0.5">
      {free.map(({ startsAt }) => {
        const isChosen = value !== null && Date.parse(value) === Date.parse(startsAt);
        return (
          <button
            key={startsAt}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChoose(startsAt)}
            className={classNames(
              "min-h-8 min-w-16 rounded-md border px-2 text-sm font-medium tabular-nums pointer-coarse:min-h-11",
              isChosen ? "border-accent bg-accent text-on-accent" : "border-line-strong bg-surface hover:bg-hover",
            )}
          >
            {formats.exactTime(startsAt)}
          </button>
        );
      })}
    </div>
  );
}
