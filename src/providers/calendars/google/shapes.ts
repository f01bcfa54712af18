import * as z from "zod";

const time = z.object({
  dateTime: z.string().optional(),
  date: z.string().optional(),
  timeZone: z.string().optional(),
});

export const googleEvent = z.object({
  id: z.string(),
  etag: z.string().optional(),
  status: z.string().optional(),
  updated: z.string().optional(),
  start: time.optional(),
  end: time.optional(),
  transparency: z.string().optional(),
  attendees: z.array(z.object({ self: z.boolean().optional(), responseStatus: z.string().optional() })).optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
});

export const googleEvents = z.object({
  items: z.array(googleEvent).default([]),
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
  timeZone: z.string().optional(),
});

export const googleCalendars = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().default(""),
        summaryOverride: z.string().optional(),
        accessRole: z.string().default("reader"),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

export const googleChannel = z.object({
  resourceId: z.string().min(1).max(1_000),
  /** Milliseconds, as a text. */
  expiration: z.union([z.string(), z.number()]).optional(),
});

const instant = z.iso.datetime({ offset: true });
export const googleFreeBusy = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z
        .array(z.object({ start: instant, end: instant }))
        .max(5_000)
        .default([]),
      errors: z.array(z.object({ reason: z.string().optional() })).default([]),
    }),
  ),
});

export const googleTokens = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
});

export type GoogleEvent = z.infer<typeof googleEvent>;
