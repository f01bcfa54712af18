import { useQueryClient } from "@tanstack/react-query";
import type { AppointmentView } from "../../contracts/booking.ts";
import { ask } from "../api/client.ts";
import { useChange } from "../api/use-change.ts";
import { show } from "../booking/show-appointment.ts";
import type { SettleAction } from "./settling.ts";

/** Settles an appointment by the last part of the route that does it; shown at once on every view. */
export function useSettling(appointmentId: string, onDone?: (settled: AppointmentView) => void) {
  const client = useQueryClient();
  const { send, isPending, error } = useChange({
    run: ({ action, reason }: { action: SettleAction; reason: string }, key) =>
      ask(`POST /api/v1/appointments/{appointmentId}/${action}`, {
        params: { appointmentId },
        headers: { "idempotency-key": key },
        body: reason ? { reason } : {},
      }),
    onDone: (settled) => {
      show(client, settled);
      onDone?.(settled);
    },
  });
  return { settle: (action: SettleAction, reason = "") => send({ action, reason }), isPending, error };
}
