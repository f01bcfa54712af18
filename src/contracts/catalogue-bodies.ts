import * as z from "zod";
import { holidayRegion } from "../domain/booking/holidays.ts";
import * as rules from "../domain/booking/rulebook.ts";
import { branchId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { assertTimeZone } from "../domain/time.ts";
import { localDate } from "./booking.ts";

const MAX_TIME_OFF_DAYS = 731;
const MAX_PRICE_MINOR = 1_000_000_000;

const name = z.string().trim().min(1).max(120);
const priceMinor = z.int().min(0).max(MAX_PRICE_MINOR);
const currency = z.string().regex(/^[A-Z]{3}$/, "must be a currency of ISO 4217, such as EUR");
const timeZone = z.string().max(64).refine(isTimeZone, "must be an IANA time zone, such as Europe/Berlin");

/** All but the phone, which the edge turns into E.164. */
export const branchFields = {
  name,
  timeZone,
  language,
  address: z.string().trim().max(300),
  holidayRegion: holidayRegion.nullable(),
};

/** A new branch, but for its phone. What is left out is as at the branch that is copied, or as with a new business. */
export const newBranchFields = {
  ...branchFields,
  language: branchFields.language.optional(),
  address: branchFields.address.default(""),
  holidayRegion: branchFields.holidayRegion.optional(),
  copyFrom: branchId
    .optional()
    .describe("A branch of the business: its hours, services, rooms and equipment are taken over. Its staff are not."),
  staffNames: z
    .array(name)
    .min(1)
    .max(20)
    .optional()
    .describe("Who works there, and does all that is offered. Without it: one calendar with the name of the branch."),
};
export type BranchBody = z.infer<z.ZodObject<typeof newBranchFields>> & { phone: string | null };

const span = z.strictObject({ fromMinute: z.int().min(0).max(1_439), toMinute: z.int().min(1).max(2_880) });
const weekly = span.extend({
  weekday: z.int().min(1).max(7),
  validFrom: localDate.nullable().default(null),
  validUntil: localDate.nullable().default(null),
});

export const hoursBody = z.strictObject({
  weekly: z.array(weekly).max(70),
  exceptions: z.array(z.strictObject({ date: localDate, spans: z.array(span).max(10) })).max(400),
});
export const staffHoursBody = z.strictObject({ hours: hoursBody.nullable() });

export const staffBody = z.strictObject({ branchId, name });
export const staffPatch = z.strictObject({ name }).partial();

const kind = z.string().trim().min(1).max(60);
export const resourceBody = z.strictObject({ branchId, name, kind });
export const resourcePatch = z.strictObject({ name, kind }).partial();

export const timeOffBody = z
  .strictObject({ fromDate: localDate, toDate: localDate, span: span.nullable().default(null) })
  .refine(({ fromDate, toDate }) => fromDate <= toDate, { path: ["toDate"], error: "must not be before `fromDate`" })
  .refine(({ fromDate, toDate }) => daysBetween(fromDate, toDate) <= MAX_TIME_OFF_DAYS, {
    path: ["toDate"],
    error: "must be at most two years after `fromDate`",
  })
  .refine(({ span: hours }) => hours === null || hours.fromMinute < hours.toMinute, {
    path: ["span", "toMinute"],
    error: "must be after `fromMinute`",
  });

const limit = z.int().min(1).max(10_000).nullable().default(null);
const service = rules.serviceRules.shape;

/** Without defaults: a patch leaves alone what it does not name. */
const serviceFields = {
  name,
  aliases: z.array(name).max(20),
  description: z.string().trim().max(500),
  durationMinutes: service.durationMinutes,
  bufferBeforeMinutes: service.bufferBeforeMinutes,
  bufferAfterMinutes: service.bufferAfterMinutes,
  minimumNoticeMinutes: service.minimumNoticeMinutes,
  horizonDays: service.horizonDays,
  slotStepMinutes: service.slotStepMinutes,
  staffIds: service.staffIds,
  staffTerms: z
    .array(
      z.strictObject({
        ...rules.staffTerms.shape,
        durationMinutes: rules.staffTerms.shape.durationMinutes.default(null),
        priceMinor: priceMinor.nullable().default(null),
        weight: rules.staffTerms.shape.weight.default(1),
      }),
    )
    .max(200),
  selection: rules.selection,
  resources: z.array(z.strictObject({ ...rules.resourceNeed.shape, name })).max(10),
  capacity: z.int().min(1).max(500),
  caps: z.strictObject({
    branchDay: limit,
    branchWeek: limit,
    staffDay: limit,
    staffWeek: limit,
    customerDay: limit,
    customerWeek: limit,
  }),
  priceMinor,
  currency,
  depositMinor: z.int().min(1).max(MAX_PRICE_MINOR).nullable(),
  questions: z
    .array(
      z.strictObject({
        ...rules.question.shape,
        choices: rules.question.shape.choices.default([]),
        isRequired: z.boolean().default(false),
      }),
    )
    .max(20),
  isBookableOnline: z.boolean(),
  approvalHours: z.int().min(1).max(336).nullable(),
  freeCancelHours: z.int().min(0).max(720).nullable(),
};

export const servicePatch = z.strictObject(serviceFields).partial();

/** What is left out has its usual value. */
export const serviceBody = z.strictObject({
  ...serviceFields,
  branchId,
  aliases: serviceFields.aliases.default([]),
  description: serviceFields.description.default(""),
  bufferBeforeMinutes: serviceFields.bufferBeforeMinutes.default(0),
  bufferAfterMinutes: serviceFields.bufferAfterMinutes.default(0),
  minimumNoticeMinutes: serviceFields.minimumNoticeMinutes.default(60),
  horizonDays: serviceFields.horizonDays.default(60),
  slotStepMinutes: serviceFields.slotStepMinutes.default(15),
  staffIds: serviceFields.staffIds.default([]),
  staffTerms: serviceFields.staffTerms.default([]),
  selection: serviceFields.selection.default("least_busy"),
  resources: serviceFields.resources.default([]),
  capacity: serviceFields.capacity.default(1),
  caps: serviceFields.caps.prefault({}),
  depositMinor: serviceFields.depositMinor.default(null),
  questions: serviceFields.questions.default([]),
  isBookableOnline: serviceFields.isBookableOnline.default(true),
  approvalHours: serviceFields.approvalHours.default(null),
  freeCancelHours: serviceFields.freeCancelHours.default(null),
});

export type HoursBody = z.infer<typeof hoursBody>;
export type ServicePatch = z.infer<typeof servicePatch>;
export type ServiceBody = z.infer<typeof serviceBody>;
export type TimeOffBody = z.infer<typeof timeOffBody>;

/** Names alone: the runtime would take a fixed offset too, and that knows no summer. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    assertTimeZone(text);
    return true;
  } catch {
    return false;
  }
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
