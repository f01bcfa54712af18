import * as z from "zod";
import { branchId, serviceId, staffId, waitlistId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { holdView, instant } from "./booking.ts";

export const waitlistStatus = z.enum(["waiting", "offered", "booked", "lapsed", "left"]);

export const waitlistEntryView = z
  .object({
    id: waitlistId,
    branchId,
    serviceId,
    /** Null: whoever offers the service. */
    staffId: staffId.nullable(),
    from: instant,
    to: instant,
    timeZone: z.string(),
    partySize: z.int(),
    status: waitlistStatus,
    /** What was offered last. It stands while `status` is `offered`, until it expires. */
    offer: holdView.nullable(),
    customer: z.object({
      name: z.string(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      notes: z.string().nullable(),
    }),
    language,
    channel: z.enum(["voice", "web", "dashboard", "api", "import"]),
    createdAt: instant,
  })
  .meta({ id: "WaitlistEntry" });

export type WaitlistEntryView = z.infer<typeof waitlistEntryView>;
