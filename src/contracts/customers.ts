import * as z from "zod";
import { customerId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { messageChannel } from "../domain/messaging/message.ts";
import { instant } from "./booking.ts";

/** What `customers.sealed_contact` holds. */
export const customerDetails = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  notes: z.string().nullable().default(null),
  tags: z.array(z.string()).default([]),
  /** By what they want to be written to, where it can be had. Null: as the business does usually. */
  preferredChannel: messageChannel.nullable().default(null),
});
export type CustomerDetails = z.infer<typeof customerDetails>;

export const customerSummaryView = z
  .object({
    id: customerId,
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    tags: z.array(z.string()),
    language,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "CustomerSummary" });

/** Of all branches. */
export const customerCounts = z.object({
  appointments: z.int(),
  upcoming: z.int(),
  completed: z.int(),
  cancelled: z.int(),
  noShows: z.int(),
  lastVisitAt: instant.nullable(),
  nextVisitAt: instant.nullable(),
  /** The value of the visits that took place. Null `currency`: none, or several. */
  spentMinor: z.int(),
  currency: z.string().nullable(),
});

export const customerView = customerSummaryView
  .extend({
    notes: z.string().nullable(),
    preferredChannel: messageChannel.nullable(),
    version: z.int(),
    counts: customerCounts,
  })
  .meta({ id: "Customer" });

/** Another record that was found to be the same person's. */
export const customerMergeView = z
  .object({ fromCustomerId: customerId, name: z.string(), at: instant })
  .meta({ id: "CustomerMerge" });
export type CustomerMergeView = z.infer<typeof customerMergeView>;

export type CustomerSummaryView = z.infer<typeof customerSummaryView>;
export type CustomerView = z.infer<typeof customerView>;
