import { PhoneIncoming } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useArrived } from "../live/arrivals.ts";
import { useNow } from "../live/clock.ts";
import { useDayNames } from "../live/day-names.tsx";
import { usePatchSearch } from "../live/use-live-search.ts";
import { ClashMark } from "./clash-mark.tsx";
import { moveFocus } from "./move-focus.ts";
import { PartySize } from "./party-size.tsx";
import { canMove } from "./settling.ts";
import { useDrag } from "./use-drag.ts";
import { useResize } from "./use-resize.ts";
import type { Span } from "./zoned-time.ts";

const MINUTE = 60_000;

/** `narrow`: it shares its column with others. `clashes`: with busy time. */
type AppointmentBlockProps = {
  appointment: AppointmentView;
  span: Span;
  narrow: boolean;
  clashes: boolean;
  style: CSSProperties;
};

export const AppointmentBlock = memo(Block, isAlike);

/** Each booking makes the day anew, and leaves all appointments but one what and where they were. */
function isAlike(before: AppointmentBlockProps, after: AppointmentBlockProps): boolean {
  if (before.appointment !== after.appointment || before.narrow !== after.narrow) return false;
  if (before.clashes !== after.clashes) return false;
  const places = Object.entries(after.style) as [keyof CSSProperties, unknown][];
  return places.every(([name, value]) => before.style[name] === value);
}

function Block({ appointment, span, narrow, clashes, style }: AppointmentBlockProps) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const names = useDayNames();
  const patch = usePatchSearch();
  const arrived = useArrived(appointment.id);
  const { permissions } = useSignedIn().me;
  const now = useNow(60_000);
  const isMovable = permissions.includes("appointments:write") && canMove(appointment, now);
  const startDrag = useDrag(appointment, isMovable);
  const resize = useResize(appointment, isMovable, (end) => formats.time(end));
  const past = span.end <= now;
  const minutes = (span.end - span.start) / MINUTE;
  const size = minutes < 28 ? "s" : minutes < 44 ? "m" : "l";
  const service = names.service(appointment.serviceId) ?? (names.areKnown ? t("unknownService") : "…");
  const range = formats.timeRange(span.start, span.end);

  return (
    <button
      type="button"
      data-testid={`appointment-${appointment.id}`}
      data-item={appointment.id}
      data-start={span.start}
      data-kind="appointment"
      data-status={appointment.status}
      data-size={size}
      data-past={past || undefined}
      data-clashes={clashes || undefined}
      data-movable={isMovable || undefined}
      data-new={arrived || undefined}
      className="day-item"
      style={style}
      onClick={() => patch({ appointment: appointment.id })}
      aria-keyshortcuts={isMovable ? "Alt+ArrowDown Alt+ArrowUp" : undefined}
      onKeyDown={(event) => resize.onKey(event) || moveFocus(event)}
      onPointerDown={startDrag}
    >
      <span className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 flex-1 truncate font-semibold">
          {size === "s" && !narrow ? <span className="font-normal">{formats.time(span.start)} </span> : null}
          {appointment.customer.name}
        </span>
        {clashes ? <ClashMark /> : null}
        <PartySize count={appointment.partySize} />
        {appointment.channel === "voice" ? <ByPhone label={t("bookedByPhone")} /> : null}
      </span>
      <span className={size === "s" ? "sr-only" : "truncate"}>
        {size === "m" && !narrow ? <span aria-hidden>{formats.time(span.start)} </span> : null}
        {appointment.status === "no_show" ? <span className="text-bad">{t("statuses.no_show")} · </span> : null}
        {service}
      </span>
      <span className={size === "l" ? "truncate text-2xs" : "sr-only"}>{range}</span>
      {appointment.status !== "confirmed" && appointment.status !== "no_show" ? (
        <span className={minutes >= 60 ? "truncate text-2xs font-medium" : "sr-only"}>
          {t(`statuses.${appointment.status}`)}
        </span>
      ) : null}
      {isMovable ? <span aria-hidden className="day-edge" data-testid="edge" onPointerDown={resize.onEdge} /> : null}
    </button>
  );
}

function ByPhone({ label }: { label: string }) {
  return (
    <>
      <PhoneIncoming aria-hidden className="size-3 shrink-0 text-accent" />
      <span className="sr-only">{label}</span>
    </>
  );
}
