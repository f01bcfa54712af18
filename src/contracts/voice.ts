import * as z from "zod";
import { language } from "../domain/language.ts";
import { localDate } from "./booking.ts";
import { callbackTopic, callbackUrgency } from "./callback-tasks.ts";

const text = (max: number) => z.string().trim().min(1).max(max);
/** RFC 3339 with offset, or a local time of the branch as models like to write it: `2026-11-24T10:30`. */
const startsAt = text(40);
const when = text(200);
const service = text(120);
const staff = text(120);
/** Seats of a group session. */
const people = z.coerce.number().int().min(1).max(500).optional();
const wish = {
  service,
  when: when.optional(),
  date: localDate.optional(),
  timeOfDay: z.enum(["morning", "afternoon", "evening"]).optional(),
  staff: staff.optional(),
  people,
};
/** A language that we do not speak is none: the call's own is spoken then. */
const spoken = { language: language.optional().catch(undefined) };
/** Of a number that was proven in this call. An id that is none counts as left out. */
const proof = { verificationId: text(40).optional().catch(undefined) };
/** Models write yes and no as words, too. */
const yesNo = z.union([z.boolean(), z.stringbool()]).optional();

/** The caller has heard what was dictated read back, and said that it is right. */
const confirmed = yesNo;

/** Arguments of the voice functions; the same names for every voice provider. Unknown ones are ignored: models add. */
export const voiceFunctions = {
  get_business_info: z.object({ ...spoken }),
  list_services: z.object({ ...spoken }),
  check_availability: z.object({ ...wish, ...spoken }),
  hold_slot: z.object({
    service,
    startsAt: startsAt.optional(),
    when: when.optional(),
    staff: staff.optional(),
    people,
    ...spoken,
  }),
  book_appointment: z.object({
    service,
    startsAt: startsAt.optional(),
    when: when.optional(),
    staff: staff.optional(),
    people,
    holdId: text(40).optional(),
    name: text(120),
    // Room for one that is dictated digit by digit.
    phone: text(128).optional(),
    email: text(254).optional(),
    notes: text(1_000).optional(),
    confirmed,
    /** To the questions of the service, by the question's id. */
    answers: z.record(z.string().max(40), z.union([z.string().max(1_000), z.number(), z.boolean()])).optional(),
    ...spoken,
  }),
  find_appointments: z.object({ ...proof, ...spoken }),
  reschedule_appointment: z.object({
    appointmentId: text(40).optional(),
    ...proof,
    startsAt: startsAt.optional(),
    when: when.optional(),
    staff: staff.optional(),
    ...spoken,
  }),
  join_waitlist: z.object({
    ...wish,
    name: text(120),
    phone: text(128).optional(),
    email: text(254).optional(),
    notes: text(1_000).optional(),
    confirmed,
    ...spoken,
  }),
  answer_question: z.object({ question: text(300), ...spoken }),
  transfer_to_human: z.object({ topic: text(300).optional(), ...spoken }),
  cancel_appointment: z.object({
    appointmentId: text(40).optional(),
    ...proof,
    reason: text(300).optional(),
    ...spoken,
  }),
  send_verification_code: z.object({ phone: text(128), ...spoken }),
  check_verification_code: z.object({ code: text(40), ...spoken }),
  take_message: z.object({
    message: text(1_000),
    name: text(120).optional(),
    phone: text(128).optional(),
    /** No: it is only to be passed on, and needs no number. */
    wantsCallback: yesNo,
    topic: callbackTopic.optional().catch(undefined),
    urgency: callbackUrgency.optional().catch(undefined),
    ...spoken,
  }),
} as const;

export type VoiceFunctionName = keyof typeof voiceFunctions;

/** What every voice function answers. `say` is ready to be spoken; `data` is for the model. HTTP status is 200. */
export const voiceAnswer = z.object({ ok: z.boolean(), say: z.string(), data: z.record(z.string(), z.unknown()) });
export type VoiceAnswer = z.infer<typeof voiceAnswer>;

const spokenSlot = z.object({
  startsAt: z.string(),
  spoken: z.string(),
  staff: z.array(z.string()),
});

/** `pending`: it waits for the business to accept it. */
const bookedStatus = z.enum(["confirmed", "pending"]);

/** `data` by function. On `ok: false` it is `refusedData`. */
export const voiceData = {
  get_business_info: z.object({
    business: z.string(),
    branch: z.string(),
    address: z.string(),
    phone: z.string().nullable(),
    timeZone: z.string(),
    hours: z.array(z.string()),
  }),
  list_services: z.object({
    services: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        durationMinutes: z.int(),
        price: z.string(),
        staff: z.array(z.string()),
        /** To be asked before booking. */
        questions: z.array(z.object({ id: z.string(), question: z.string(), required: z.boolean() })),
      }),
    ),
  }),
  check_availability: z.object({
    service: z.string(),
    serviceId: z.string(),
    timeZone: z.string(),
    /** The window that was understood, spoken. */
    understood: z.string(),
    slots: z.array(spokenSlot),
  }),
  hold_slot: z.object({ holdId: z.string(), startsAt: z.string(), spoken: z.string(), expiresAt: z.string() }),
  book_appointment: z.object({
    appointmentId: z.string(),
    service: z.string(),
    staff: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    timeZone: z.string(),
    spoken: z.string(),
    status: bookedStatus,
  }),
  find_appointments: z.object({
    appointments: z.array(
      z.object({
        appointmentId: z.string(),
        service: z.string(),
        staff: z.string(),
        startsAt: z.string(),
        spoken: z.string(),
      }),
    ),
  }),
  reschedule_appointment: z.object({
    appointmentId: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    timeZone: z.string(),
    spoken: z.string(),
    status: bookedStatus,
  }),
  cancel_appointment: z.object({ appointmentId: z.string(), startsAt: z.string(), spoken: z.string() }),
  join_waitlist: z.object({ entryId: z.string(), service: z.string(), understood: z.string() }),
  answer_question: z.object({
    /** The entry of the knowledge base that the answer comes from. */
    entryId: z.string(),
    answer: z.string(),
    score: z.number(),
  }),
  transfer_to_human: z.object({
    type: z.literal("number"),
    /** E.164. */
    destination: z.string(),
    topic: z.string().nullable(),
  }),
  /** The number, digit by digit. */
  send_verification_code: z.object({ phone: z.string() }),
  check_verification_code: z.object({ verificationId: z.string() }),
  take_message: z.object({
    taskId: z.string(),
    urgency: callbackUrgency,
    /** The number to call back, digit by digit. */
    phone: z.string().nullable(),
  }),
} as const;

export const refusedData = z.object({
  code: z.string(),
  alternatives: z.array(spokenSlot).optional(),
  options: z.array(z.string()).optional(),
});
