import * as z from "zod";
import { language } from "../domain/language.ts";
import { newsKind } from "../domain/messaging/appointment-news.ts";
import { messageChannel } from "../domain/messaging/message.ts";
import { REMINDER_MINUTES } from "../domain/messaging/reminders.ts";
import { MAX_WORDING } from "../domain/messaging/wording.ts";

const minuteOfDay = z.int().min(0).max(1_439);
const reminder = z
  .int()
  .refine(
    (minutes) => REMINDER_MINUTES.some((each) => each === minutes),
    `must be one of ${REMINDER_MINUTES.join(", ")}`,
  );

/** How a business writes to its customers. */
export const messageSettings = z
  .strictObject({
    /** Whether bookings, moves and cancellations are confirmed. */
    confirms: z.boolean(),
    /** Minutes before an appointment. */
    reminderMinutes: z.array(reminder).max(3),
    /** Local time of the branch, over midnight. Equal: none are quiet. Confirmations go out at any time. */
    quietHours: z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay }),
    /** The first by which the customer can be reached. */
    channels: z.array(messageChannel).min(1).max(3),
    /** Where text messages may go (ISO 3166-1). */
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "must be a country as DE"))
      .min(1)
      .max(30),
    /** Whether STOP also keeps back what somebody has asked for, such as confirmations. Marketing it always stops. */
    stopCoversAll: z.boolean(),
  })
  .meta({ id: "MessageSettings" });
export type MessageSettings = z.infer<typeof messageSettings>;

export const templateChannel = z.enum(["text", "email"]);
const subject = z.string().trim().min(1).max(120).nullable();
const text = z.string().trim().min(1).max(MAX_WORDING);

export const wordingBody = z.strictObject({
  kind: newsKind,
  channel: templateChannel,
  language,
  subject: subject.default(null),
  text,
});

export const messageTemplate = z
  .object({
    kind: newsKind,
    channel: templateChannel,
    language,
    subject: z.string().nullable(),
    text: z.string(),
    /** Whether the business has chosen it. Else it is the usual one. */
    isOwn: z.boolean(),
  })
  .meta({ id: "MessageTemplate" });
export type MessageTemplate = z.infer<typeof messageTemplate>;

export const wordingPreview = z
  .object({
    subject: z.string().nullable(),
    text: z.string(),
    /** Of an SMS: its alphabet and how many pieces it is sent, and paid, in. */
    size: z.object({ encoding: z.enum(["gsm7", "ucs2"]), units: z.int(), segments: z.int() }).nullable(),
  })
  .meta({ id: "WordingPreview" });
export type WordingPreview = z.infer<typeof wordingPreview>;
