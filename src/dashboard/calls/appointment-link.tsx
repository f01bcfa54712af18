import { useQuery } from "@tanstack/react-query";
import { CalendarCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { knownAppointmentQuery } from "../api/queries.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { useDayNames } from "../live/day-names.tsx";
import { useLiveSearch } from "../live/use-live-search.ts";

/** The appointment that a call led to. Its details are known once its day, or its event, has been seen. */
export function AppointmentLink({ appointmentId }: { appointmentId: string }) {
  const t = useTranslations("calls");
  const formats = useBranchFormats();
  const names = useDayNames();
  const [, patch] = useLiveSearch();
  const appointment = useQuery(knownAppointmentQuery(appointmentId)).data;

  if (!appointment) {
    return (
      <span className="flex min-h-8 items-center gap-2 px-2 text-sm text-ink-soft">
        <CalendarCheck aria-hidden className="size-4 shrink-0 text-accent" />
        {t("madeAppointment")}
      </span>
    );
  }
  const when = `${formats.dayShort(appointment.startsAt)}, ${formats.time(appointment.startsAt)}`;
  return (
    <button
      type="button"
      onClick={() => patch({ call: undefined, appointment: appointmentId })}
      className="flex min-h-9 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover pointer-coarse:min-h-11"
    >
      <CalendarCheck aria-hidden className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 truncate">
        <span className="font-semibold">{appointment.customer.name}</span>
        <span className="text-ink-soft">
          {" · "}
          {[when, names.service(appointment.serviceId)].filter(Boolean).join(" · ")}
        </span>
      </span>
    </button>
  );
}
