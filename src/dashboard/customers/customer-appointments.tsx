import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { customerAppointmentsQuery } from "../api/customers.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { STATUS_TONES } from "../calendar/statuses.ts";
import { useNow } from "../live/clock.ts";
import { useDayNames } from "../live/day-names.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExportLink } from "../ui/export-link.tsx";
import { Loaded } from "../ui/loaded.tsx";
import { Card } from "../ui/page.tsx";

const SHOWN_AT_FIRST = 10;

/** What is to come, soonest first; then what was, latest first. */
export function CustomerAppointments({ customerId }: { customerId: string }) {
  const t = useTranslations("customers");
  const now = useNow(60_000);
  return (
    <Card
      title={t("appointments")}
      aside={<ExportLink path="/api/v1/appointments/export" query={{ customerId }} of={t("appointments")} />}
      flush
    >
      <Loaded query={useQuery(customerAppointmentsQuery(customerId))}>
        {(all) => {
          const coming = all.filter(({ endsAt }) => Date.parse(endsAt) > now);
          const past = all.filter(({ endsAt }) => Date.parse(endsAt) <= now).toReversed();
          return all.length > 0 ? (
            <>
              <Part title={t("coming")} appointments={coming} />
              <Part title={t("past")} appointments={past} />
            </>
          ) : (
            <EmptyState icon={CalendarClock} title={t("noAppointments")}>
              {t("noAppointmentsAdvice")}
            </EmptyState>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Part({ title, appointments }: { title: string; appointments: AppointmentView[] }) {
  const t = useTranslations("customers");
  const [isWhole, setWhole] = useState(false);
  if (appointments.length === 0) return null;
  const shown = isWhole ? appointments : appointments.slice(0, SHOWN_AT_FIRST);
  return (
    <section className="border-t border-line first:border-t-0">
      <h3 className="px-4 pt-3 text-2xs font-medium text-ink-faint">{title}</h3>
      <ul className="p-2 pt-1">
        {shown.map((appointment) => (
          <AppointmentRow key={appointment.id} appointment={appointment} />
        ))}
      </ul>
      {shown.length < appointments.length ? (
        <div className="px-4 pb-3">
          <Button onClick={() => setWhole(true)}>{t("showAll", { count: appointments.length })}</Button>
        </div>
      ) : null}
    </section>
  );
}

function AppointmentRow({ appointment }: { appointment: AppointmentView }) {
  const t = useTranslations("calendar");
  const formats = useBranchFormats();
  const names = useDayNames();
  const { me, branch } = useSignedIn();
  const [, patch] = useLiveSearch();
  const { id, branchId, serviceId, staffId, startsAt, status } = appointment;
  const elsewhere = branchId === branch.id ? null : me.branches.find((each) => each.id === branchId)?.name;
  const facts = [names.service(serviceId) ?? (names.areKnown ? "" : "…"), names.staff(staffId), elsewhere]
    .filter(Boolean)
    .join(" · ");
  return (
    <li>
      <button
        type="button"
        onClick={() => patch({ appointment: id })}
        className="flex w-full min-w-0 flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-2 py-2 text-left hover:bg-hover"
      >
        <span className="min-w-0 flex-1 basis-48">
          <span className="block text-sm font-semibold tabular-nums">{formats.dateTime(startsAt)}</span>
          <span className="block text-sm wrap-anywhere text-ink-faint">{facts || t("unknownService")}</span>
        </span>
        <Badge tone={STATUS_TONES[status]}>{t(`statuses.${status}`)}</Badge>
      </button>
    </li>
  );
}
