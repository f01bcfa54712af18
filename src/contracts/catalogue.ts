import * as z from "zod";
import { holidayRegion } from "../domain/booking/holidays.ts";
import { openingHours, serviceRules, timeOff } from "../domain/booking/rulebook.ts";
import { branchId, resourceId, serviceId, staffId, timeOffId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";

export const branchView = z
  .object({
    id: branchId,
    name: z.string(),
    timeZone: z.string(),
    language,
    address: z.string(),
    phone: z.string().nullable(),
    /** Closed on the public holidays of this region. */
    holidayRegion: holidayRegion.nullable(),
    /** Given up: takes no bookings. Null: open. */
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Branch" });

export const serviceView = serviceRules.extend({ id: serviceId, branchId }).meta({ id: "Service" });

export const staffView = z.object({ id: staffId, branchId, name: z.string() }).meta({ id: "Staff" });

export const resourceView = z
  .object({ id: resourceId, branchId, name: z.string(), kind: z.string() })
  .meta({ id: "Resource" });

export const timeOffView = timeOff.extend({ id: timeOffId, staffId }).meta({ id: "TimeOff" });

/** The weekly pattern, and the dates (from yesterday on) on which other hours replace it. */
export const hoursView = openingHours.pick({ weekly: true, exceptions: true }).meta({ id: "Hours" });

/** `hours` is null for a member who works when the branch is open. */
export const staffHoursView = z.object({ hours: hoursView.nullable() }).meta({ id: "StaffHours" });

/** What becomes of who is booked already when hours change or somebody takes time off: they stay. */
const outside = {
  appointmentsOutside: z
    .int()
    .describe("Coming appointments that fitted before and no longer do. They stay. Of the next thousand."),
};
export const addedTimeOffView = timeOffView.extend(outside).meta({ id: "AddedTimeOff" });
export const replacedHoursView = hoursView.extend(outside).meta({ id: "ReplacedHours" });
export const replacedStaffHoursView = staffHoursView.extend(outside).meta({ id: "ReplacedStaffHours" });

export const holidayView = z
  .object({
    date: z.iso.date(),
    name: z.object({ de: z.string(), en: z.string() }),
    /** The branch has special hours on that date, so the holiday does not close it. */
    isReplaced: z.boolean(),
  })
  .meta({ id: "Holiday" });

export const holidaysView = z
  .object({
    region: holidayRegion.nullable(),
    year: z.int(),
    items: z.array(holidayView),
  })
  .meta({ id: "Holidays" });

/** `upcoming`: appointments still to come that used it, counted up to 1,000. They stay as they are. */
export const archivedView = z.object({ upcoming: z.int() }).meta({ id: "Archived" });

/** What would be lost if the branch were closed now. All of it has to be nothing. */
export const closingObstacles = z.object({
  /** That stand and are not over, pending ones as well. */
  appointments: z.int(),
  firstAppointmentAt: z.iso.datetime({ offset: true }).nullable(),
  /** That ring there. */
  phoneNumbers: z.int(),
  /** Assigned to it. */
  voiceAgents: z.int(),
  /** A business has at least one open branch. */
  isLastOpen: z.boolean(),
});

export type ClosingObstacles = z.infer<typeof closingObstacles>;
export type BranchView = z.infer<typeof branchView>;
export type ServiceView = z.infer<typeof serviceView>;
export type StaffView = z.infer<typeof staffView>;
export type ResourceView = z.infer<typeof resourceView>;
export type TimeOffView = z.infer<typeof timeOffView>;
export type HoursView = z.infer<typeof hoursView>;
export type HolidaysView = z.infer<typeof holidaysView>;
export type ArchivedView = z.infer<typeof archivedView>;
