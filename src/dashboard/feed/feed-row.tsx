import {
  CalendarCheck,
  CalendarSync,
  CalendarX,
  type LucideIcon,
  PhoneIncoming,
  PhoneOff,
  UserCheck,
  UserX,
} from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useNow } from "../live/clock.ts";
import { useLiveSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import type { FeedItem, ShownEvent } from "./feed-items.ts";
import { useFeedText } from "./use-feed-text.ts";

const ICONS: Record<ShownEvent["type"], LucideIcon> = {
  appointment_booked: CalendarCheck,
  appointment_rescheduled: CalendarSync,
  appointment_cancelled: CalendarX,
  appointment_accepted: CalendarCheck,
  appointment_declined: CalendarX,
  appointment_lapsed: CalendarX,
  appointment_checked_in: UserCheck,
  appointment_completed: CalendarCheck,
  appointment_missed: UserX,
  call_started: PhoneIncoming,
  call_ended: PhoneOff,
};

export const FeedRow = memo(function FeedRow({ item }: { item: FeedItem }) {
  const t = useTranslations("feed");
  const [, patch] = useLiveSearch();
  const formats = useBranchFormats();
  const now = useNow(15_000);
  const text = useFeedText(item.event);
  const Icon = ICONS[item.event.type];
  const booked = item.event.type === "appointment_booked";
  const target =
    "appointmentId" in item.event ? { appointment: item.event.appointmentId } : { call: item.event.callId };

  return (
    <li data-testid="feed-item" data-type={item.event.type} className={item.fresh ? "animate-slide-in" : ""}>
      <button
        type="button"
        onClick={() => patch(target)}
        className="flex w-full min-w-0 items-start gap-2.5 rounded-md px-2 py-2 text-left hover:bg-hover pointer-coarse:min-h-11"
      >
        <span
          className={classNames(
            "mt-0.5 grid size-6.5 shrink-0 place-items-center rounded-full",
            booked ? "bg-accent-soft text-accent-strong" : "bg-hover text-ink-soft",
          )}
        >
          <Icon aria-hidden className="size-3.5" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate text-sm">
              <span className="font-semibold">{t(`events.${item.event.type}`)}</span>
              {text.who ? <span className="text-ink-soft"> · {text.who}</span> : null}
            </span>
            <time dateTime={item.at} title={formats.dateTime(item.at)} className="shrink-0 text-2xs text-ink-faint">
              {formats.shortMoment(item.at, now)}
            </time>
          </span>
          <span className="flex min-w-0 items-baseline gap-2 text-2xs text-ink-faint">
            <span className="min-w-0 flex-1 truncate text-xs">{text.what}</span>
            <span className="shrink-0">{formats.relative(item.at, now)}</span>
          </span>
        </span>
      </button>
    </li>
  );
});
