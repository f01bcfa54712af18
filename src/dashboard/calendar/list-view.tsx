import { useQuery } from "@tanstack/react-query";
import { CalendarX2, Download, Printer } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { allAppointmentsQuery } from "../api/booking.ts";
import { MOST_COLLECTED } from "../api/collect.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { type CsvColumn, downloadCsv } from "../ui/csv.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { rangeOf, weekDates } from "./date-ranges.ts";
import type { ViewProps } from "./day-view.tsx";
import { RangeHeader } from "./range-header.tsx";
import { STATUS_TONES, STATUSES } from "./statuses.ts";
import { addDays, dayBounds } from "./zoned-time.ts";

/** A day or a week as a table: what a screen reader reads best, what prints, and what a spreadsheet takes. */
export function ListView({ date, today }: ViewProps) {
  const t = useTranslations("calendar");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const { branch } = useSignedIn();
  const [search, patch] = useLiveSearch();
  const isDay = search.tab === "day";
  const dates = isDay ? [date] : weekDates(date);
  const all = useQuery(allAppointmentsQuery({ branchId: branch.id, ...rangeOf(dates, branch.timeZone) }));
  const status = STATUSES.find((each) => each === search.status);
  const rows = all.data?.filter((each) => status === undefined || each.status === status);
  const noon = (each = date) => dayBounds(each, branch.timeZone).start + 12 * 3_600_000;
  const range = { from: formats.dayShort(noon(dates[0])), to: formats.dayShort(noon(dates.at(-1))) };
  const title = isDay ? formats.day(noon()) : t("weekOf", range);
  const step = isDay ? 1 : 7;
  const options = [
    { value: "", label: common("all") },
    ...STATUSES.map((value) => ({ value: value as string, label: t(`statuses.${value}`) })),
  ];
  const columns = useColumns();
  const csv = useCsvColumns();

  return (
    <>
      <RangeHeader
        title={title}
        previous={addDays(date, -step)}
        next={addDays(date, step)}
        today={today}
        isNow={dates.includes(today)}
        aside={
          <>
            <Segmented
              label={t("listOf")}
              value={isDay ? "day" : "week"}
              options={(["day", "week"] as const).map((value) => ({ value, label: t(`modes.${value}`) }))}
              onChoose={(next) => patch({ tab: next === "day" ? next : undefined })}
            />
            <div className="w-40">
              <Select
                label={t("status")}
                value={status ?? ""}
                options={options}
                onChoose={(next) => patch({ status: next || undefined })}
              />
            </div>
            <Button disabled={!rows?.length} onClick={() => downloadCsv(`appointments-${dates[0]}`, csv, rows ?? [])}>
              <Download aria-hidden className="size-4" /> {common("csv")}
            </Button>
            <Button disabled={!rows?.length} onClick={() => window.print()}>
              <Printer aria-hidden className="size-4" /> {t("print")}
            </Button>
          </>
        }
      />
      <div className="border-t border-line bg-surface">
        {(all.data?.length ?? 0) >= MOST_COLLECTED ? <p role="status">{t("cut", { count: MOST_COLLECTED })}</p> : null}
        {all.error && !rows ? <FailureNotice error={all.error} onRetry={() => void all.refetch()} /> : null}
        {!rows && !all.error ? <SkeletonRows rows={6} className="h-9" label={common("loading")} /> : null}
        {rows?.length === 0 ? (
          <EmptyState icon={CalendarX2} title={t("nothing")}>
            {t("nothingAdvice")}
          </EmptyState>
        ) : null}
        {rows && rows.length > 0 ? (
          <LongTable key={dates[0]} caption={t("list", range)} columns={columns} rows={rows} />
        ) : null}
      </div>
    </>
  );
}

type LongTableProps = { caption: string; columns: Column<AppointmentView>[]; rows: AppointmentView[] };

/** As many rows as a browser lays out at once without stumbling; the file for a spreadsheet has them all. */
const DRAWN = 200;

function LongTable({ caption, columns, rows }: LongTableProps) {
  const t = useTranslations("calendar");
  const [drawn, setDrawn] = useState(DRAWN);
  const left = rows.length - drawn;
  return (
    <>
      <Table caption={caption} columns={columns} rows={rows.slice(0, drawn)} rowKey={({ id }) => id} />
      {left > 0 ? (
        <div className="grid place-items-center p-3">
          <Button onClick={() => setDrawn(drawn + DRAWN)}>
            {t("showMore", { count: Math.min(left, DRAWN), left })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function useColumns(): Column<AppointmentView>[] {
  const t = useTranslations("calendar");
  const details = useTranslations("appointment");
  const formats = useBranchFormats();
  const names = useDayNames();
  const [, patch] = useLiveSearch();
  return [
    {
      key: "when",
      label: t("when"),
      cell: ({ startsAt, endsAt }) => (
        <span className="whitespace-nowrap tabular-nums">
          {formats.dayShort(startsAt)} <span className="text-ink-faint">{formats.timeRange(startsAt, endsAt)}</span>
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
      cell: ({ priceMinor, currency }) => formats.money(priceMinor, currency),
    },
  ];
}

function useCsvColumns(): CsvColumn<AppointmentView>[] {
  const t = useTranslations("calendar");
  const details = useTranslations("appointment");
  const names = useDayNames();
  return [
    { label: "id", text: ({ id }) => id },
    { label: t("when"), text: ({ startsAt }) => startsAt },
    { label: t("customer"), text: ({ customer }) => customer.name },
    { label: details("phone"), text: ({ customer }) => customer.phone },
    { label: details("email"), text: ({ customer }) => customer.email },
    { label: details("service"), text: ({ serviceId }) => names.service(serviceId) },
    { label: details("staff"), text: ({ staffId }) => names.staff(staffId) },
    { label: t("status"), text: ({ status }) => t(`statuses.${status}`) },
    { label: details("price"), text: ({ priceMinor }) => priceMinor / 100 },
  ];
}
