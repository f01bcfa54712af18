import * as z from "zod";
import { appointmentStatus, instant } from "../../../contracts/booking.ts";
import type { AppointmentFilter } from "../../../db/queries/appointments.ts";
import { branchId, customerId, staffId } from "../../../domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../../domain/time.ts";

/** How far back open ends are looked for when the client does not say. */
const ATTENTION_MS = 30 * DAY_MS;

const fields = {
  branchId: branchId.optional(),
  from: instant.optional(),
  to: instant.optional(),
  status: appointmentStatus.optional(),
  attention: z.literal("no_show").optional(),
  customerId: customerId.optional(),
  staffId: staffId.optional(),
};
type Filter = z.infer<z.ZodObject<typeof fields>>;

/** The filters of a list of appointments; `more` is what else its query takes. */
export function appointmentQuery<More extends z.ZodRawShape>(more: More) {
  return z.strictObject({ ...fields, ...more }).refine(
    (query) => {
      const { status, attention } = query as Filter; // `more` has neither
      return !attention || !status || status === "confirmed";
    },
    { path: ["status"], message: "must be left out beside `attention`" },
  );
}

export function toAppointmentFilter({ from, to, attention, ...filter }: Filter, now: EpochMs): AppointmentFilter {
  const open = attention ? ({ status: "confirmed", endedBy: now, from: now - ATTENTION_MS } as const) : {};
  const window = { ...(from && { from: Date.parse(from) }), ...(to && { to: Date.parse(to) }) };
  return { ...filter, ...open, ...window };
}
