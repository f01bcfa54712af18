import * as z from "zod";

/** What every answer is wrapped in. */
const enveloped = <T extends z.ZodType>(data: T) => z.looseObject({ status: z.literal("success"), data });
const instant = z.iso.datetime({ offset: true });
const uid = z.string().min(1).max(200);

/** What we read of a booking, version 2024-08-13. Everything that we do not need may be missing or new. */
export const calcomBooking = z.looseObject({
  uid,
  status: z.string().max(40),
  start: instant,
  end: instant,
  updatedAt: instant.nullish(),
  eventTypeId: z.number().nullish(),
  rescheduledToUid: uid.nullish(),
  rescheduledFromUid: uid.nullish(),
  reschedulingReason: z.string().nullish(),
  cancellationReason: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  attendees: z.array(z.looseObject({ email: z.string().nullish() })).nullish(),
});
export type CalcomBooking = z.infer<typeof calcomBooking>;

/** Cal.com answers with a list where it made several: a series, which we never ask for. */
export const oneBooking = enveloped(calcomBooking);
export const manyBookings = enveloped(z.array(calcomBooking).max(1_000));

export const ownProfile = enveloped(
  z.looseObject({ id: z.number(), username: z.string().nullish(), name: z.string().nullish() }),
);

export const manyEventTypes = enveloped(
  z
    .array(
      z.looseObject({
        id: z.number(),
        title: z.string(),
        lengthInMinutes: z.number().nullish(),
        lengthInMinutesOptions: z.array(z.number()).nullish(),
      }),
    )
    .max(1_000),
);

const webhook = z.looseObject({ id: z.union([z.number(), z.string()]), subscriberUrl: z.string().nullish() });
export const oneWebhook = enveloped(webhook);
export const manyWebhooks = enveloped(z.array(webhook).max(1_000));
