import * as z from "zod";
import { appointmentId, busyId, conflictId, resourceId, staffId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

/** A staff member's or a resource's. */
export const calendarId = z.union([staffId, resourceId]);

export const busyView = z
  .object({
    id: busyId,
    calendarId,
    /** `manual` was entered by staff and can be taken back here; anything else comes from an outside calendar. */
    source: z.string(),
    startsAt: instant,
    endsAt: instant,
    note: z.string().nullable(),
  })
  .meta({ id: "Busy" });

/** Busy time over an appointment that stands. The times are what both take. */
export const conflictView = z
  .object({
    id: conflictId,
    appointmentId,
    busyId,
    calendarId,
    startsAt: instant,
    endsAt: instant,
    raisedAt: instant,
    resolvedAt: instant.nullable(),
  })
  .meta({ id: "Conflict" });

export type BusyView = z.infer<typeof busyView>;
export type ConflictView = z.infer<typeof conflictView>;
