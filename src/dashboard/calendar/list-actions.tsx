import { Download, Printer } from "lucide-react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { type AppointmentFilter, collectAppointments } from "../api/booking.ts";
import { useChange } from "../api/use-change.ts";
import { useDayNames } from "../live/day-names.tsx";
import { Button } from "../ui/button.tsx";
import { type CsvColumn, downloadCsv } from "../ui/csv.ts";
import { Refusal } from "../ui/refusal.tsx";
import { notify } from "../ui/toast.ts";

/** A crowded month. */
const MOST = 10_000;

type ListActionsProps = { name: string; filter: AppointmentFilter; onPrint: (rows: AppointmentView[]) => void };

/** Takes along all that the filter lets through, for a spreadsheet or on paper. */
export function ListActions({ name, filter, onPrint }: ListActionsProps) {
  const t = useTranslations("calendar");
  const common = useTranslations("common");
  const csv = useCsvColumns();
  const reading = useChange<"file" | "paper", AppointmentView[]>({
    run: () => collectAppointments(filter, { most: MOST }),
    onDone(rows, aim) {
      if (rows.length >= MOST) notify({ title: t("cut", { count: MOST }), tone: "bad" });
      if (aim === "paper") onPrint(rows);
      else downloadCsv(name, csv, rows);
    },
  });
  return (
    <>
      <Button disabled={reading.isPending} onClick={() => reading.send("file")}>
        <Download aria-hidden className="size-4" /> {common("csv")}
      </Button>
      <Button disabled={reading.isPending} onClick={() => reading.send("paper")}>
        <Printer aria-hidden className="size-4" /> {t("print")}
      </Button>
      <Refusal error={reading.error} />
    </>
  );
}

export function useCsvColumns(): CsvColumn<AppointmentView>[] {
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
