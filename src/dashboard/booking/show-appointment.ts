import type { QueryClient } from "@tanstack/react-query";
import type { AppointmentView, CalendarDayView } from "../../contracts/booking.ts";
import { knownAppointmentQuery } from "../api/queries.ts";
import { showAppointment } from "../live/apply-branch-frame.ts";
import { showInGroup } from "../live/show-in-group.ts";

/** What was booked, moved or settled here, at once; the socket's frame follows, and changes nothing. */
export function show(client: QueryClient, appointment: AppointmentView): void {
  client.setQueryData(knownAppointmentQuery(appointment.id).queryKey, (known) =>
    known && known.version > appointment.version ? known : appointment,
  );
  showInGroup(client, appointment);
  const days = client.getQueriesData<CalendarDayView>({ queryKey: ["calendar", appointment.branchId] });
  for (const [queryKey, day] of days) {
    const known = day?.appointments.find(({ id }) => id === appointment.id);
    if (!day || (known && known.version > appointment.version)) continue;
    client.setQueryData(queryKey, showAppointment(day, appointment));
  }
}
