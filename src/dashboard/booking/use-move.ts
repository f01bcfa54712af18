import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { ApiError } from "../api/api-error.ts";
import { ask, newRequestId } from "../api/client.ts";
import { useBranchFormats } from "../app/signed-in.tsx";
import { notify } from "../ui/toast.ts";
import { useRefusalText } from "./refusal-text.ts";
import { show } from "./show-appointment.ts";

export type Place = { startsAt: string; staffId: string };

/** Moves at once on screen; the server's refusal puts the appointment back and says why. Can be undone for 8 seconds. */
export function useMove(): (appointment: AppointmentView, place: Place) => Promise<boolean> {
  const client = useQueryClient();
  const t = useTranslations("booking");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const refusalText = useRefusalText();
  const when = (at: string) => `${formats.dayShort(at)}, ${formats.time(at)}`;

  const move = async (appointment: AppointmentView, place: Place, undoing: boolean): Promise<boolean> => {
    show(client, moved(appointment, place));
    try {
      const answer = await reschedule(appointment, place);
      show(client, answer);
      const back = { startsAt: appointment.startsAt, staffId: appointment.staffId as string };
      const title = t(undoing ? "movedBack" : "moved", { name: answer.customer.name, when: when(answer.startsAt) });
      const undo = { label: common("undo"), run: () => void move(answer, back, true) };
      notify(undoing ? { title } : { title, undo });
      return true;
    } catch (error) {
      show(client, appointment);
      const nearest = error instanceof ApiError ? error.alternatives.map(({ startsAt }) => when(startsAt)) : [];
      const offer = nearest.length > 0 ? ` ${t("nearest", { times: nearest.join(" · ") })}` : "";
      const stays = t("notMoved", { name: appointment.customer.name, when: when(appointment.startsAt) });
      notify({ tone: "bad", title: stays, description: `${refusalText(error)}${offer}` });
      return false;
    }
  };
  return (appointment, place) => move(appointment, place, false);
}

function reschedule({ id }: AppointmentView, { startsAt, staffId }: Place): Promise<AppointmentView> {
  return ask("POST /api/v1/appointments/{appointmentId}/reschedule", {
    params: { appointmentId: id },
    headers: { "idempotency-key": newRequestId() },
    body: { startsAt, staffId },
  });
}

function moved(appointment: AppointmentView, { startsAt, staffId }: Place): AppointmentView {
  const length = Date.parse(appointment.endsAt) - Date.parse(appointment.startsAt);
  const endsAt = new Date(Date.parse(startsAt) + length).toISOString();
  // The id came from the branch's own list of staff.
  return { ...appointment, startsAt, endsAt, staffId: staffId as AppointmentView["staffId"] };
}
