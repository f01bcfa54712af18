import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { knownAppointmentQuery } from "../api/queries.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { useKnownCall } from "../calls/use-known-call.ts";
import { formatDuration } from "../i18n/formats.ts";
import { useDayNames } from "../live/day-names.tsx";
import { usePhoneFormat } from "../ui/phone.tsx";
import type { ShownEvent } from "./feed-items.ts";

export type FeedText = { who: string | null; what: string | null };

/**
 * The feed names only ids; who and what come from the appointments and calls this page has met. Nothing is fetched for
 * it, so a hundred lines cost no request.
 */
export function useFeedText(event: ShownEvent): FeedText {
  const t = useTranslations("feed");
  const formats = useBranchFormats();
  const names = useDayNames();
  const format = usePhoneFormat();
  const { me, branch } = useSignedIn();
  const appointmentId = "appointmentId" in event ? event.appointmentId : "";
  // Events of calls are about none.
  const appointment = useQuery({ ...knownAppointmentQuery(appointmentId), enabled: appointmentId !== "" }).data;
  const call = useKnownCall(event.callId);
  const elsewhere = me.branches.find((other) => other.id === event.branchId && other.id !== branch.id)?.name ?? null;

  if ("appointmentId" in event) {
    const when = appointment && `${formats.dayShort(appointment.startsAt)}, ${formats.time(appointment.startsAt)}`;
    const service = appointment && names.service(appointment.serviceId);
    const staff = appointment && names.staff(appointment.staffId);
    const what = [when, service, staff, elsewhere].filter(Boolean).join(" · ");
    return { who: appointment?.customer.name ?? null, what: what || (event.callId ? t("byPhone") : null) };
  }
  const number = call && (call.direction === "inbound" ? call.fromNumber : call.toNumber);
  const duration = event.type === "call_ended" && call?.durationMs ? formatDuration(call.durationMs) : null;
  return { who: number ? format(number) : null, what: [duration, elsewhere].filter(Boolean).join(" · ") || null };
}
