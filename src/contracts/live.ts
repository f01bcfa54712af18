import * as z from "zod";
import {
  appointmentId,
  branchId,
  calendarAccountId,
  callbackTaskId,
  callId,
  conflictId,
  conversationId,
  holdId,
  onCallAlertId,
  waitlistId,
} from "../domain/ids.ts";
import { appointmentView, holdView, instant } from "./booking.ts";
import { calendarId, conflictView } from "./busy.ts";
import { waitlistStatus } from "./waitlist.ts";

/** What can happen to an appointment, beside being taken over from elsewhere. */
export const appointmentEventType = z.enum([
  "appointment_booked",
  "appointment_rescheduled",
  "appointment_cancelled",
  "appointment_accepted",
  "appointment_declined",
  "appointment_lapsed",
  "appointment_checked_in",
  "appointment_completed",
  "appointment_missed",
]);

/** What else a tenant is told of its calendars: whom to write to, and what staff must settle. Ids only. */
export const calendarNotice = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["waitlist_offered", "waitlist_changed"]), entryId: waitlistId }),
  z.object({ type: z.enum(["conflict_raised", "conflict_resolved"]), conflictId }),
]);

/** What happened on a branch's calendar, as its live socket tells it. */
export const branchEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hold_placed"), hold: holdView }),
  z.object({ type: z.literal("hold_released"), holdId, cause: z.enum(["released", "expired", "booked"]) }),
  z.object({
    type: appointmentEventType.exclude(["appointment_rescheduled"]).or(z.literal("appointment_imported")),
    appointment: appointmentView,
  }),
  z.object({ type: z.literal("appointment_rescheduled"), appointment: appointmentView, previousStartsAt: instant }),
  z.object({ type: z.literal("busy_changed"), calendarId }),
  z.object({ type: z.enum(["conflict_raised", "conflict_resolved"]), conflict: conflictView }),
  z.object({ type: z.literal("waitlist_changed"), entryId: waitlistId, status: waitlistStatus }),
  z.object({ type: z.literal("waitlist_offered"), entryId: waitlistId, hold: holdView }),
  z.object({ type: z.literal("rulebook_changed"), version: z.int() }),
  // On a calendar that the viewer may not see. An appointment that is named is not on theirs (any more).
  z.object({ type: z.literal("hidden"), appointmentId: appointmentId.optional() }),
]);

/**
 * Frames of `GET /live/branches/:branchId?since=seq`. After `hello` come all events after `since`, in order, without
 * holes; `resync` says that they are no longer kept, so the client must load the day again. A client may send the text
 * `ping` and gets `pong`.
 */
export const branchFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), seq: z.int(), serverTime: instant }),
  z.object({ type: z.literal("event"), seq: z.int(), at: instant, event: branchEvent }),
  z.object({ type: z.literal("resync"), seq: z.int() }),
]);

/**
 * What happened in a tenant. A notice, not the object: it names what changed, and the viewer fetches it with its own
 * rights, so nothing personal is kept in the feed.
 */
export const feedEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.enum(["call_started", "call_updated", "call_ended", "call_analyzed"]),
    callId,
    branchId: branchId.nullable(),
  }),
  z.object({
    type: appointmentEventType,
    appointmentId,
    branchId,
    callId: callId.nullable(),
  }),
  z.object({ type: z.enum(["callback_left", "callback_changed"]), taskId: callbackTaskId, branchId }),
  z.object({ type: z.literal("alert_changed"), alertId: onCallAlertId, branchId }),
  // Something was written, read or decided in the inbox, which all branches share.
  z.object({ type: z.literal("conversation_changed"), conversationId }),
  // Connected, broken, failing or well again; a business's accounts are shared by its branches.
  z.object({ type: z.literal("calendar_account_changed"), accountId: calendarAccountId }),
  ...calendarNotice.options.map((option) => option.extend({ branchId })),
]);

/** Frames of `GET /live/tenant?since=seq` (WebSocket); as SSE the `id` is `seq` and `data` the whole frame. */
export const feedFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), seq: z.int(), serverTime: instant }),
  z.object({ type: z.literal("event"), seq: z.int(), at: instant, event: feedEvent }),
  z.object({ type: z.literal("resync"), seq: z.int() }),
]);

export type BranchEvent = z.infer<typeof branchEvent>;
export type BranchFrame = z.infer<typeof branchFrame>;
export type CalendarNotice = z.infer<typeof calendarNotice>;
export type FeedEvent = z.infer<typeof feedEvent>;
export type FeedFrame = z.infer<typeof feedFrame>;
