import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { AppointmentView } from "../../contracts/booking.ts";
import { ApiError } from "../api/api-error.ts";
import { ask, newRequestId } from "../api/client.ts";
import { useBranchFormats, useSignedIn } from "../app/signed-in.tsx";
import { minutesOf, resized } from "../calendar/resizing.ts";
import { usePatchSearch } from "../live/use-live-search.ts";
import { notify } from "../ui/toast.ts";
import type { overrideOf } from "./booking-form.ts";
import { isWorthInsisting } from "./gives-way.ts";
import { useRefusalText } from "./refusal-text.ts";
import { show } from "./show-appointment.ts";

/** `durationMinutes`: another length than it has. */
export type Place = { startsAt: string; staffId: string; durationMinutes?: number } & ReturnType<typeof overrideOf>;

/**
 * Moves at once on screen; the server's refusal puts the appointment back and says why. Can be undone for 8 seconds.
 * `refused`: whether the dialog asks those who may overrule the rule that refuses, or has asked them already.
 */
export function useMove(
  refused: "ask" | "tell" = "ask",
): (appointment: AppointmentView, place: Place) => Promise<boolean> {
  const client = useQueryClient();
  const t = useTranslations("booking");
  const common = useTranslations("common");
  const formats = useBranchFormats();
  const refusalText = useRefusalText();
  const { permissions } = useSignedIn().me;
  const patch = usePatchSearch();
  const when = (at: string) => `${formats.dayShort(at)}, ${formats.exactTime(at)}`;

  const titleOf = (before: AppointmentView, { customer: { name }, ...after }: AppointmentView, undoing: boolean) => {
    const isSamePlace = before.startsAt === after.startsAt && before.staffId === after.staffId;
    if (isSamePlace) return t("resized", { name, minutes: minutesOf(after), until: formats.exactTime(after.endsAt) });
    return t(undoing ? "movedBack" : "moved", { name, when: when(after.startsAt) });
  };
  const move = async (appointment: AppointmentView, place: Place, undoing: boolean): Promise<boolean> => {
    show(client, moved(appointment, place));
    try {
      const answer = await reschedule(appointment, place);
      show(client, answer);
      const { startsAt, staffId } = appointment;
      const back = { startsAt, staffId, durationMinutes: minutesOf(appointment) };
      const title = titleOf(appointment, answer, undoing);
      const undo = { label: common("undo"), run: () => void move(answer, back, true) };
      notify(undoing ? { title } : { title, undo });
      return true;
    } catch (error) {
      show(client, appointment);
      const mayAsk = undoing || refused === "ask";
      if (mayAsk && isWorthInsisting(permissions, error)) {
        const { startsAt, staffId, durationMinutes } = place;
        patch({ move: appointment.id, moveTo: startsAt, moveWith: staffId, moveMinutes: durationMinutes });
        return false;
      }
      const nearest = error instanceof ApiError ? error.alternatives.map(({ startsAt }) => when(startsAt)) : [];
      const offer = nearest.length > 0 ? ` ${t("nearest", { times: nearest.join(" · ") })}` : "";
      const stays = t("notMoved", { name: appointment.customer.name, when: when(appointment.startsAt) });
      notify({ tone: "bad", title: stays, description: `${refusalText(error)}${offer}` });
      return false;
    }
  };
  return (appointment, place) => move(appointment, place, false);
}

function reschedule({ id }: AppointmentView, body: Place): Promise<AppointmentView> {
  return ask("POST /api/v1/appointments/{appointmentId}/reschedule", {
    params: { appointmentId: id },
    headers: { "idempotency-key": newRequestId() },
    body,
  });
}

function moved(appointment: AppointmentView, { startsAt, staffId, durationMinutes }: Place): AppointmentView {
  // The id came from the branch's own list of staff.
  const place = { ...appointment, startsAt, staffId: staffId as AppointmentView["staffId"] };
  return resized(place, durationMinutes ?? minutesOf(appointment));
}
