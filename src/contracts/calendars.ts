import * as z from "zod";
import { branchId, calendarFeedId, calendarSubscriptionId, staffId } from "../domain/ids.ts";
import { instant } from "./booking.ts";
import { calendarId } from "./busy.ts";

/** `names`: service and customer. `busy`: only that the time is taken. */
export const feedDetails = z.enum(["names", "busy"]);

export const feedBody = z.strictObject({
  branchId,
  /** The whole branch when left out. */
  staffId: staffId.optional(),
  details: feedDetails.default("names"),
});

export const feedView = z
  .object({
    id: calendarFeedId,
    branchId,
    staffId: staffId.nullable(),
    details: feedDetails,
    createdAt: instant,
    /** When a calendar program last read it, to within an hour. */
    lastReadAt: instant.nullable(),
  })
  .meta({ id: "CalendarFeed" });

/** `url` is the whole credential. It is shown once and cannot be read again. */
export const createdFeedView = feedView.extend({ url: z.string() }).meta({ id: "CreatedCalendarFeed" });

export const foreignCalendarError = z.enum([
  "address_refused",
  "unreachable",
  "timeout",
  "not_found",
  "not_allowed",
  "server_error",
  "too_large",
  "too_many_events",
  "not_a_calendar",
]);

export const subscriptionBody = z.strictObject({
  branchId,
  calendarId,
  name: z.string().trim().min(1).max(80),
  /** `https://` or `webcal://`. */
  url: z.string().min(1).max(2_000),
});

export const subscriptionView = z
  .object({
    id: calendarSubscriptionId,
    branchId,
    calendarId,
    name: z.string(),
    /** Of the address, which itself is a secret and is not shown again. */
    host: z.string(),
    createdAt: instant,
    lastSyncAt: instant.nullable(),
    nextSyncAt: instant,
    /** Why the last try failed. What was read before still blocks. */
    lastError: foreignCalendarError.nullable(),
    busyCount: z.int(),
    unreadCount: z.int(),
  })
  .meta({ id: "CalendarSubscription" });

export type FeedBody = z.infer<typeof feedBody>;
export type FeedDetails = z.infer<typeof feedDetails>;
export type FeedView = z.infer<typeof feedView>;
export type CreatedFeedView = z.infer<typeof createdFeedView>;
export type ForeignCalendarError = z.infer<typeof foreignCalendarError>;
export type SubscriptionBody = z.infer<typeof subscriptionBody>;
export type SubscriptionView = z.infer<typeof subscriptionView>;
