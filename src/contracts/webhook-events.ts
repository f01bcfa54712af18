import * as z from "zod";
import {
  appointmentId,
  branchId,
  busyId,
  calendarAccountId,
  calendarTargetId,
  callbackTaskId,
  callId,
  conflictId,
  customerId,
  holdId,
  seriesId,
  serviceId,
  staffId,
  userId,
  waitlistId,
  webhookEndpointId,
} from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { answers, appointmentStatus, instant } from "./booking.ts";
import { calendarId } from "./busy.ts";
import { calendarProvider } from "./calendar-sync.ts";
import { callbackStatus, callbackTopic, callbackUrgency } from "./callback-tasks.ts";
import { callStatus, sentiment } from "./calls.ts";
import { waitlistStatus } from "./waitlist.ts";

/** Told only to endpoints that ask for personal data; null when the customer has been erased. */
const toldCustomer = z
  .object({
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    notes: z.string().nullable(),
    answers: answers.optional(),
    cancelReason: z.string().nullable(),
  })
  .nullable();

/** An appointment as it stood when the message was made. `version` tells which of two messages is newer. */
export const toldAppointment = z.object({
  appointmentId,
  branchId,
  serviceId,
  staffId,
  customerId: customerId.nullable(),
  status: appointmentStatus,
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string(),
  version: z.int(),
  channel: z.string(),
  callId: callId.nullable(),
  groupId: seriesId.nullable(),
  partySize: z.int(),
  priceMinor: z.int(),
  currency: z.string(),
  language,
  customer: toldCustomer.optional(),
});

/** `previousStartsAt` is that of the time given up; the same as `startsAt` when only the member of staff is another. */
export const toldMove = toldAppointment.extend({ previousStartsAt: instant.nullable() });

/** Somebody who waits. Who it is, the waitlist of the branch tells those who may read it. */
export const toldWaiting = z.object({
  entryId: waitlistId,
  branchId,
  status: waitlistStatus,
  timeZone: z.string(),
  /** What is held for them, of `waitlist.offered` only. */
  offer: z.object({ holdId, serviceId, staffId, startsAt: instant, endsAt: instant, expiresAt: instant }).nullable(),
});

/** Busy time over an appointment. The times are what both take. */
export const toldConflict = z.object({
  conflictId,
  branchId,
  appointmentId,
  busyId,
  calendarId,
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string(),
});

/** Told only to endpoints that ask for personal data. */
const toldCaller = z
  .object({ fromNumber: z.string().nullable(), toNumber: z.string().nullable(), summary: z.string().nullable() })
  .nullable();

/** A call as it stood when the message was made. */
export const toldCall = z.object({
  callId,
  branchId: branchId.nullable(),
  direction: z.enum(["inbound", "outbound"]),
  status: callStatus,
  language: language.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  durationMs: z.int().nullable(),
  disconnectionReason: z.string().nullable(),
  successful: z.boolean().nullable(),
  sentiment: sentiment.nullable(),
  caller: toldCaller.optional(),
});

/** Told only to endpoints that ask for personal data. */
const toldCallbackWords = z
  .object({ name: z.string().nullable(), phone: z.string().nullable(), message: z.string() })
  .nullable();

/** What a caller left to be done, as it stood when the message was made. */
export const toldCallback = z.object({
  taskId: callbackTaskId,
  branchId,
  callId,
  status: callbackStatus,
  urgency: callbackUrgency,
  topic: callbackTopic,
  ownerId: userId.nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
  callback: toldCallbackWords.optional(),
});

/** What is wrong with a calendar outside. Without the account's name, which may be somebody's address. */
export const toldCalendarTrouble = z.object({
  accountId: calendarAccountId,
  /** Null: the whole account. */
  targetId: calendarTargetId.nullable(),
  provider: calendarProvider,
  reason: z.string(),
  noticedAt: instant,
});

export const toldTest = z.object({ endpointId: webhookEndpointId, note: z.string() });

const appointment = { version: 1, data: toldAppointment } as const;
const waiting = { version: 1, data: toldWaiting } as const;
const conflict = { version: 1, data: toldConflict } as const;
const call = { version: 1, data: toldCall } as const;
const callback = { version: 1, data: toldCallback } as const;
const calendarTrouble = { version: 1, data: toldCalendarTrouble } as const;

/** Every kind of event, the version of its shape, and when it is sent. A change that could break a receiver is a new version. */
export const webhookCatalogue = {
  "appointment.booked": { ...appointment, when: "An appointment was booked, or requested (`status: pending`)." },
  "appointment.moved": {
    version: 1,
    data: toldMove,
    when: "An appointment has another time, or another member of staff.",
  },
  "appointment.cancelled": { ...appointment, when: "An appointment was cancelled." },
  "appointment.accepted": { ...appointment, when: "A request was accepted." },
  "appointment.declined": { ...appointment, when: "A request was declined." },
  "appointment.lapsed": { ...appointment, when: "Nobody answered a request in time." },
  "appointment.checked_in": { ...appointment, when: "The customer has arrived." },
  "appointment.completed": { ...appointment, when: "The appointment took place." },
  "appointment.no_show": { ...appointment, when: "The customer did not come." },
  "waitlist.joined": { ...waiting, when: "Somebody waits for time that is taken." },
  "waitlist.offered": { ...waiting, when: "Time became free and is held for somebody who waits." },
  "waitlist.booked": { ...waiting, when: "Somebody took what was offered." },
  "waitlist.lapsed": { ...waiting, when: "An offer was not taken in time, or the time waited for is over." },
  "waitlist.left": { ...waiting, when: "Somebody waits no longer." },
  "conflict.raised": { ...conflict, when: "Busy time clashes with an appointment that stands." },
  "conflict.resolved": { ...conflict, when: "A conflict is over, or somebody left it as it is." },
  "call.started": { ...call, when: "A call began." },
  "call.ended": { ...call, when: "A call ended, or was not connected." },
  "call.analyzed": { ...call, when: "The outcome of a call is known." },
  "callback.left": { ...callback, when: "A caller left a message." },
  "callback.settled": { ...callback, when: "Somebody dealt with what a caller left, or dismissed it." },
  "calendar.account_broken": {
    ...calendarTrouble,
    when: "A calendar account no longer lets us in: it has to be connected again.",
  },
  "calendar.sync_failing": { ...calendarTrouble, when: "A calendar could not be read for about an hour." },
  "webhook.test": { version: 1, data: toldTest, when: "Somebody asked for a test. Sent whatever is subscribed to." },
} as const;

export type WebhookEventType = keyof typeof webhookCatalogue;

export const webhookEventTypes = Object.keys(webhookCatalogue) as WebhookEventType[]; // the keys are the union
export const webhookEventType = z.enum(webhookEventTypes);

/** What can be subscribed to: each kind, or all that there are and will be. */
export const subscription = z.union([webhookEventType.exclude(["webhook.test"]), z.literal("*")]);
export type Subscription = z.infer<typeof subscription>;

/** The body of every message, as Standard Webhooks has it. */
export function webhookBody<T extends z.ZodType>(type: string, version: number, data: T) {
  return z.object({
    type: z.literal(type),
    version: z.literal(version),
    /** When it happened. */
    timestamp: instant,
    data,
  });
}

export type ToldWaiting = z.infer<typeof toldWaiting>;
export type ToldConflict = z.infer<typeof toldConflict>;
export type ToldAppointment = z.infer<typeof toldAppointment>;
export type ToldCall = z.infer<typeof toldCall>;
export type ToldCallback = z.infer<typeof toldCallback>;
export type ToldCalendarTrouble = z.infer<typeof toldCalendarTrouble>;
