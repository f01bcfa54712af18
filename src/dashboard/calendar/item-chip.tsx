import { useTranslations } from "use-intl";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { usePatchSearch } from "../live/use-live-search.ts";
import { classNames } from "../ui/class-names.ts";
import { ClashMark } from "./clash-mark.tsx";
import { type BusyItem, type DayItem, staffOf } from "./day-columns.ts";
import { PartySize } from "./party-size.tsx";
import { useBusyTime } from "./use-busy-time.ts";

const CHIP = "flex w-full min-w-0 flex-col rounded-md border px-2 py-1 text-left text-xs";

/** An appointment, a hold or busy time, where there is little room: time, name, whose it is. */
export function ItemChip({ item, past }: { item: DayItem; past: boolean }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const names = useDayNames();
  const patch = usePatchSearch();
  const staff = names.staff(staffOf(item));
  if (item.kind === "hold") {
    return (
      <div className={classNames(CHIP, "border-dashed border-warn-line bg-warn-soft text-warn")}>
        <span className="font-semibold tabular-nums">
          {formats.time(item.start)} {t("held")}
        </span>
      </div>
    );
  }
  if (item.kind === "busy") return <BusyChip item={item} name={staff} />;
  const { status, customer, partySize } = item.appointment;
  const look = {
    confirmed: "border-accent-line bg-accent-soft hover:border-accent",
    pending: "border-warn-line bg-warn-soft hover:border-warn",
  };
  const isLoud = !past && (status === "confirmed" || status === "pending");
  return (
    <button
      type="button"
      onClick={() => patch({ appointment: item.id })}
      className={classNames(CHIP, isLoud ? look[status] : "border-line bg-sunken text-ink-soft hover:border-control")}
    >
      <span className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 flex-1 truncate">
          <span className="tabular-nums">{formats.time(item.start)}</span>{" "}
          <span className="font-semibold">{customer.name}</span>
        </span>
        {item.clashes ? <ClashMark /> : null}
        <PartySize count={partySize} />
      </span>
      <span className="truncate text-2xs text-ink-soft">
        {names.service(item.appointment.serviceId) ?? (names.areKnown ? t("unknownService") : "…")}
        {staff ? ` · ${staff.split(" ")[0]}` : ""}
        {status === "confirmed" ? "" : ` · ${t(`statuses.${status}`)}`}
      </span>
    </button>
  );
}

/** Who is not to be had, and when. No card, for there is nothing to open. */
function BusyChip({ item, name }: { item: BusyItem; name: string | null }) {
  const t = useTranslations("calendar");
  const time = useBusyTime(item);
  const { note } = item.busy;
  return (
    <div
      data-testid={`busy-${item.id}`}
      className="flex min-w-0 flex-col border-l-3 border-line-strong px-2 py-0.5 text-xs text-ink-soft"
    >
      <span className="truncate first-letter:uppercase">
        <span className="tabular-nums">{time}</span> <span className="font-semibold">{name?.split(" ")[0]}</span>
      </span>
      <span className="truncate text-2xs">
        {t("busy")}
        {note ? ` · ${note}` : ""}
      </span>
    </div>
  );
}
