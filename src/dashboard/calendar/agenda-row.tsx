import { PhoneIncoming } from "lucide-react";
import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useArrived } from "../live/arrivals.ts";
import { useDayNames } from "../live/day-names.tsx";
import { usePatchSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { ClashMark } from "./clash-mark.tsx";
import { type DayItem, staffOf } from "./day-columns.ts";
import { HoldCountdown } from "./hold-block.tsx";
import { PartySize } from "./party-size.tsx";

const ROW = "flex w-full min-w-0 items-center gap-3 rounded-lg px-2 py-2.5 text-left";

export function AgendaRow({ item, past }: { item: DayItem; past: boolean }) {
  const patch = usePatchSearch();
  const arrived = useArrived(item.id);
  const look = classNames(ROW, past && "text-ink-faint");

  if (item.kind !== "appointment") {
    return (
      <li data-testid={`${item.kind}-${item.id}`} data-new={arrived || undefined} className={look}>
        <RowContent item={item} past={past} />
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        data-testid={`appointment-${item.id}`}
        data-status={item.appointment.status}
        data-new={arrived || undefined}
        className={classNames(look, "hover:bg-hover")}
        onClick={() => patch({ appointment: item.id })}
      >
        <RowContent item={item} past={past} />
      </button>
    </li>
  );
}

function RowContent({ item, past }: { item: DayItem; past: boolean }) {
  const t = useTranslations("calendar");
  const catalogue = useTranslations("catalogue.staff");
  const formats = useBranchFormats();
  const names = useDayNames();
  const service = useServiceName(item);
  const staff = names.staff(staffOf(item)) ?? (names.areKnown ? t("formerStaff") : "…");
  const status = item.kind === "appointment" ? item.appointment.status : "confirmed";

  return (
    <>
      <span className="w-14 shrink-0 text-right tabular-nums">
        <span className="block text-sm font-semibold">{formats.time(item.start)}</span>
        <span className="block text-2xs text-ink-faint">
          {item.kind === "busy" && item.isWholeDay
            ? catalogue("allDay")
            : t("minutes", { count: Math.round((item.end - item.start) / 60_000) })}
        </span>
      </span>
      <span aria-hidden className={classNames("w-0.75 self-stretch rounded-full", barColor(item, past))} />
      <span className="min-w-0 flex-1">
        <span
          className={classNames("block truncate text-base font-semibold", status === "cancelled" && "line-through")}
        >
          <Title item={item} />
        </span>
        <span className="block truncate text-sm text-ink-faint">
          {service ? `${service} · ${staff}` : staff}
          {status === "confirmed" ? null : ` · ${t(`statuses.${status}`)}`}
        </span>
      </span>
      {item.kind === "appointment" && item.clashes ? <ClashMark /> : null}
      {item.kind === "appointment" ? <PartySize count={item.appointment.partySize} /> : null}
      {item.kind === "appointment" && item.appointment.channel === "voice" ? (
        <>
          <PhoneIncoming aria-hidden className="size-4 shrink-0 text-accent" />
          <span className="sr-only">{t("bookedByPhone")}</span>
        </>
      ) : null}
    </>
  );
}

/** Null: busy time is nobody's service. */
function useServiceName(item: DayItem): string | null {
  const t = useTranslations("calendar");
  const names = useDayNames();
  if (item.kind === "busy") return item.busy.note ? t("busy") : null;
  const { serviceId } = item.kind === "hold" ? item.hold : item.appointment;
  return names.service(serviceId) ?? (names.areKnown ? t("unknownService") : "…");
}

function Title({ item }: { item: DayItem }) {
  const t = useTranslations("calendar");
  if (item.kind === "hold") return <HoldTitle expiresAt={item.hold.expiresAt} />;
  return item.kind === "busy" ? (item.busy.note ?? t("busy")) : item.appointment.customer.name;
}

function HoldTitle({ expiresAt }: { expiresAt: string }) {
  const t = useTranslations("calendar");
  return (
    <span className="flex justify-between gap-2 text-warn">
      {t("held")} <HoldCountdown expiresAt={expiresAt} />
    </span>
  );
}

function barColor(item: DayItem, past: boolean): string {
  if (item.kind === "hold") return "bg-warn";
  if (item.kind === "busy") return "bg-line-strong";
  const { status } = item.appointment;
  if (status === "no_show") return "bg-bad";
  return past || status !== "confirmed" ? "bg-line-strong" : "bg-accent";
}
