import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask, type Input } from "./client.ts";
import { collect } from "./collect.ts";

export type AppointmentFilter = NonNullable<Input<"GET /api/v1/appointments">["query"]>;

/** From the read model, which is a moment behind the calendar: for lists, not for the day. */
export function appointmentsQuery(filter: AppointmentFilter) {
  return queryOptions({
    queryKey: ["appointments", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/appointments", { query: filter, signal }),
  });
}

/** Everything between two instants, up to the bound of `collect`. */
export function allAppointmentsQuery(filter: AppointmentFilter) {
  return queryOptions({
    queryKey: ["appointments", "all", filter],
    queryFn: ({ signal }) => collectAppointments(filter, { signal }),
  });
}

export function collectAppointments(
  filter: AppointmentFilter,
  { signal, most }: { signal?: AbortSignal; most?: number },
) {
  return collect((cursor) => {
    const query = { ...filter, limit: 100, ...(cursor ? { cursor } : {}) };
    return ask("GET /api/v1/appointments", { query, ...(signal && { signal }) });
  }, most);
}

type DaysFilter = Input<"GET /api/v1/branches/{branchId}/calendar/days">["query"];

/** How full days are, with the first of each: as much to ask for of a quiet month as of a crowded one. */
export function calendarDaysQuery(branchId: string, query: DaysFilter) {
  return queryOptions({
    queryKey: ["appointments", "days", branchId, query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/calendar/days", { params: { branchId }, query, signal }),
  });
}

/** Under `calls`, so that whatever is told of a call asks again. */
export function foundCallsQuery(filter: NonNullable<Input<"GET /api/v1/calls">["query"]>) {
  return queryOptions({
    queryKey: ["calls", "found", filter],
    queryFn: ({ signal }) => ask("GET /api/v1/calls", { query: filter, signal }),
  });
}

export function availabilityQuery(
  branchId: string,
  query: Input<"GET /api/v1/branches/{branchId}/availability">["query"],
) {
  return queryOptions({
    queryKey: ["availability", branchId, query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/availability", { params: { branchId }, query, signal }),
    staleTime: 5_000,
  });
}

export function explainQuery(
  branchId: string,
  query: Input<"GET /api/v1/branches/{branchId}/availability/explain">["query"],
) {
  return queryOptions({
    queryKey: ["availability", branchId, "explain", query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/availability/explain", { params: { branchId }, query, signal }),
    staleTime: 5_000,
  });
}

type MoveWish = Input<"GET /api/v1/appointments/{appointmentId}/reschedule/explain">["query"];

export function explainMoveQuery(appointmentId: string, query: MoveWish) {
  return queryOptions({
    queryKey: ["availability", appointmentId, "explain", query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/appointments/{appointmentId}/reschedule/explain", { params: { appointmentId }, query, signal }),
    staleTime: 5_000,
  });
}

export function conflictsQuery(branchId: string) {
  return queryOptions({
    queryKey: ["conflicts", branchId],
    queryFn: async ({ signal }) =>
      (await ask("GET /api/v1/branches/{branchId}/conflicts", { params: { branchId }, signal })).items,
  });
}

/** What takes staff's time beside appointments, from midnight to midnight. The socket tells when it changes. */
export function busyQuery(branchId: string, { start, end }: { start: number; end: number }) {
  const query = { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
  return queryOptions({
    queryKey: ["busy", branchId, query],
    queryFn: async ({ signal }) =>
      (await ask("GET /api/v1/branches/{branchId}/busy", { params: { branchId }, query, signal })).items,
  });
}

export function noShowRateQuery(
  branchId: string,
  query: Input<"GET /api/v1/branches/{branchId}/no-show-rate">["query"],
) {
  return queryOptions({
    queryKey: ["appointments", "no-shows", branchId, query],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/no-show-rate", { params: { branchId }, query, signal }),
  });
}

type WaitlistFilter = NonNullable<Input<"GET /api/v1/branches/{branchId}/waitlist">["query"]>;

export function waitlistQuery(branchId: string, filter: WaitlistFilter) {
  return queryOptions({
    queryKey: ["waitlist", branchId, filter],
    queryFn: ({ signal }) =>
      ask("GET /api/v1/branches/{branchId}/waitlist", { params: { branchId }, query: filter, signal }),
  });
}

type CallFilter = NonNullable<Input<"GET /api/v1/calls">["query"]>;

export function callsQuery(filter: CallFilter) {
  return infiniteQueryOptions({
    queryKey: ["calls", "list", filter],
    queryFn: ({ signal, pageParam }) =>
      ask("GET /api/v1/calls", { query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}
