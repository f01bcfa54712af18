import type { QueryClient } from "@tanstack/react-query";
import type { AppointmentView } from "../../contracts/booking.ts";

/** Under which the appointments of a series or package are kept. */
export const groupKey = (seriesId: string) => ["groups", "one", seriesId];

/** Where the series or package of an appointment is shown, the appointment as it is now. */
export function showInGroup(client: QueryClient, appointment: AppointmentView): void {
  if (!appointment.group) return;
  client.setQueryData<AppointmentView[]>(groupKey(appointment.group.id), (known) =>
    known?.map((each) => (each.id === appointment.id && each.version <= appointment.version ? appointment : each)),
  );
}
