import { queryOptions } from "@tanstack/react-query";
import type { AppointmentView } from "../../contracts/booking.ts";
import { replayRecent } from "../live/recent-frames.ts";
import { ask } from "./client.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => ask("GET /api/v1/me", { signal }),
  staleTime: 5 * 60_000,
});

/** Kept current by the branch's socket, so it never goes stale by age. */
export function calendarDayQuery(branchId: string, date: string) {
  return queryOptions({
    queryKey: ["calendar", branchId, date],
    queryFn: async ({ client, signal }) => {
      const asked = { params: { branchId }, query: { date }, signal };
      const day = replayRecent(await ask("GET /api/v1/branches/{branchId}/calendar", asked));
      for (const appointment of day.appointments) {
        client.setQueryData(knownAppointmentQuery(appointment.id).queryKey, appointment);
      }
      return day;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
  });
}

/** Appointments met so far, by id: from days that were loaded and from live frames. Asked for where none was met. */
export function knownAppointmentQuery(appointmentId: string) {
  const queryKey = ["appointment", appointmentId];
  return queryOptions<AppointmentView>({
    queryKey,
    queryFn: async ({ client, signal }) => {
      const asked = { params: { appointmentId }, signal };
      const answer: AppointmentView = await ask("GET /api/v1/appointments/{appointmentId}", asked);
      // A frame may have overtaken it.
      const known = client.getQueryData<AppointmentView>(queryKey);
      return known && known.version >= answer.version ? known : answer;
    },
  });
}

export const ongoingCallsQuery = queryOptions({
  queryKey: ["calls", "ongoing"],
  queryFn: ({ signal }) => ask("GET /api/v1/calls", { query: { status: "ongoing", limit: 50 }, signal }),
});

export function endedCallsQuery(branchId: string) {
  return queryOptions({
    queryKey: ["calls", "ended", branchId],
    queryFn: ({ signal }) => ask("GET /api/v1/calls", { query: { status: "ended", branchId, limit: 20 }, signal }),
  });
}

export function callQuery(callId: string) {
  return queryOptions({
    queryKey: ["call", callId],
    queryFn: ({ signal }) => ask("GET /api/v1/calls/{callId}", { params: { callId }, signal }),
  });
}
