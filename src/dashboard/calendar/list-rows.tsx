import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { type AppointmentFilter, appointmentsQuery } from "../api/booking.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { usePatchSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { PagedRows, useCursors } from "../ui/rows.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { STATUS_TONES } from "./statuses.ts";

const PAGE = 100;

type ListRowsProps = {
  caption: string;
  filter: AppointmentFilter;
  /** All of them: paper is not turned page by page. */
  printed: AppointmentView[] | null;
};

export function ListRows({ caption, filter, printed }: ListRowsProps) {
  const t = useTranslations("calendar");
  const cursors = useCursors();
  const asked = appointmentsQuery({ ...filter, limit: PAGE, ...cursors.query });
  const query = useQuery({ ...asked, placeholderData: keepPreviousData });
  const columns = useColumns();
  if (printed) return <Table caption={caption} columns={columns} rows={printed} rowKey={({ id }) => id} />;
  return (
    <PagedRows
      caption={caption}
      query={query}
      cursors={cursors}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{ icon: CalendarX2, title: t("nothing"), advice: t("nothingAdvice") }}
    />
  );
}

function useColumns(): Column<AppointmentView>[] {
  const t = useTranslations("calendar");
  const details = useTranslations("appointment");
  const formats = useBranchFormats();
  const names = useDayNames();
  const patch = usePatchSearch();
  return [
    {
      key: "when",
      label: t("when"),
      cell: ({ startsAt, endsAt }) => (
        <span className="whitespace-nowrap tabular-nums">
          {formats.dayShort(startsAt)}{" "}
          <span className="text-ink-faint max-sm:block">{formats.timeRange(startsAt, endsAt)}</span>
        </span>
      ),
    },
    {
      key: "customer",
      label: t("customer"),
      cell: ({ id, customer }) => (
        <button
          type="button"
          className="min-h-6 text-left font-semibold text-ink underline-offset-3 hover:underline"
          onClick={() => patch({ appointment: id })}
        >
          {customer.name}
        </button>
      ),
    },
    { key: "service", label: details("service"), wide: true, cell: ({ serviceId }) => names.service(serviceId) ?? "–" },
    { key: "staff", label: details("staff"), wide: true, cell: ({ staffId }) => names.staff(staffId) ?? "–" },
    {
      key: "status",
      label: t("status"),
      cell: ({ status }) => <Badge tone={STATUS_TONES[status]}>{t(`statuses.${status}`)}</Badge>,
    },
    {
      key: "price",
      label: details("price"),
      align: "end",
      wide: true,
      cell: ({ priceMinor, currency }) => formats.money(priceMinor, currency),
    },
  ];
}
