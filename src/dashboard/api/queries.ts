import { queryOptions, skipToken } from "@tanstack/react-query";
import type { AppointmentView, CalendarDayView } from "../../contracts/booking.ts";
import type { CallSummaryView, CallView } from "../../contracts/calls.ts";
import type { MeView } from "../../contracts/identity.ts";
import { replayRecent } from "../live/recent-frames.ts";
import { getJson } from "./client.ts";

type Page<T> = { items: T[]; nextCursor: string | null };

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => getJson<MeView>("/api/v1/me", signal),
  staleTime: 5 * 60_000,
});

/** Kept current by the branch's socket, so it never goes stale by age. */
export function calendarDayQuery(branchId: string, date: string) {
  return queryOptions({
    queryKey: ["calendar", branchId, date],
    queryFn: async ({ client, signal }) => {
      const path = `/api/v1/branches/${encodeURIComponent(branchId)}/calendar?date=${date}`;
      const day = replayRecent(await getJson<CalendarDayView>(path, signal));
      for (const appointment of day.appointments) {
        client.setQueryData(knownAppointmentQuery(appointment.id).queryKey, appointment);
      }
      return day;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
  });
}

/** Appointments met so far, by id: from days that were loaded and from live frames. Never fetched. */
export function knownAppointmentQuery(appointmentId: string) {
  return queryOptions<AppointmentView>({
    queryKey: ["appointment", appointmentId],
    queryFn: skipToken,
  });
}

export const ongoingCallsQuery = queryOptions({
  queryKey: ["calls", "ongoing"],
  queryFn: ({ signal }) => getJson<Page<CallSummaryView>>("/api/v1/calls?status=ongoing&limit=50", signal),
});

export function endedCallsQuery(branchId: string) {
  const path = `/api/v1/calls?status=ended&branchId=${encodeURIComponent(branchId)}&limit=20`;
  return queryOptions({
    queryKey: ["calls", "ended", branchId],
    queryFn: ({ signal }) => getJson<Page<CallSummaryView>>(path, signal),
  });
}

export function callQuery(callId: string) {
  return queryOptions({
    queryKey: ["call", callId],
    queryFn: ({ signal }) => getJson<CallView>(`/api/v1/calls/${encodeURIComponent(callId)}`, signal),
  });
}
