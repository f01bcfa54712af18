import * as z from "zod";
import {
  branchId,
  type ResourceId,
  resourceId,
  type ServiceId,
  type StaffId,
  serviceId,
  staffId,
  tenantId,
} from "../ids.ts";
import { language } from "../language.ts";
import { holidayRegion } from "./holidays.ts";

/** Bounds how much earlier than an appointment its block can begin. */
export const MAX_BUFFER_MINUTES = 240;
const minuteOfDay = z.int().min(0).max(2_880);
const span = z.object({ fromMinute: minuteOfDay, toMinute: minuteOfDay });
const localDate = z.iso.date();

/** A span of local time on one weekday (ISO: Monday 1). `toMinute` above 1,440 runs past midnight. */
export const weeklySpan = span.extend({
  weekday: z.int().min(1).max(7),
  /** First and last date on which it counts. Null: always. */
  validFrom: localDate.nullable().default(null),
  validUntil: localDate.nullable().default(null),
});

/** Replaces the weekly pattern, and a public holiday, on one date. No spans means closed. */
export const dateException = z.object({ date: localDate, spans: z.array(span).max(10) });

export const openingHours = z.object({
  weekly: z.array(weeklySpan).max(70),
  exceptions: z.array(dateException).max(400),
  /** Closed on its public holidays. */
  holidayRegion: holidayRegion.nullable().default(null),
});

/** Whole days, or the same hours of each. Both dates are included. */
export const timeOff = z.object({ fromDate: localDate, toDate: localDate, span: span.nullable() });

const limit = z.int().min(1).max(10_000).nullable();

/** How many appointments of the service a local day or ISO week takes. Null: any number. */
export const caps = z.object({
  branchDay: limit,
  branchWeek: limit,
  staffDay: limit,
  staffWeek: limit,
  customerDay: limit,
  customerWeek: limit,
});

/** Where one member differs from the service. Null: does not. */
export const staffTerms = z.object({
  staffId,
  durationMinutes: z.int().min(5).max(720).nullable(),
  priceMinor: z.int().min(0).nullable(),
  /** Share of a round robin. */
  weight: z.int().min(1).max(100),
});

/** A room, chair or device that an appointment takes: any one of these. */
export const resourceNeed = z.object({ name: z.string().max(120), resourceIds: z.array(resourceId).min(1).max(100) });

/** What the customer is asked when booking. */
export const question = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  label: z.string().min(1).max(200),
  type: z.enum(["text", "number", "boolean", "choice"]),
  choices: z.array(z.string().min(1).max(100)).max(30),
  isRequired: z.boolean(),
});

/** Who gets an appointment that nobody in particular was asked for. */
export const selection = z.enum(["least_busy", "round_robin", "priority"]);

/** As many as fit. */
export const NO_CAPS = {
  branchDay: null,
  branchWeek: null,
  staffDay: null,
  staffWeek: null,
  customerDay: null,
  customerWeek: null,
};

export const serviceRules = z.object({
  id: serviceId,
  name: z.string().max(120),
  /** What callers also say for it. */
  aliases: z.array(z.string().max(120)).max(20),
  description: z.string().max(500),
  durationMinutes: z.int().min(5).max(720),
  bufferBeforeMinutes: z.int().min(0).max(MAX_BUFFER_MINUTES),
  bufferAfterMinutes: z.int().min(0).max(MAX_BUFFER_MINUTES),
  minimumNoticeMinutes: z.int().min(0).max(525_600),
  horizonDays: z.int().min(1).max(730),
  slotStepMinutes: z.int().min(5).max(720),
  /** In order of priority. */
  staffIds: z.array(staffId).max(200),
  staffTerms: z.array(staffTerms).max(200).default([]),
  selection: selection.default("least_busy"),
  resources: z.array(resourceNeed).max(10).default([]),
  /** Seats of a group session. One: nobody else joins. */
  capacity: z.int().min(1).max(500).default(1),
  caps: caps.default(NO_CAPS),
  priceMinor: z.int().min(0),
  currency: z.string().length(3),
  /** Null: no deposit. */
  depositMinor: z.int().min(1).nullable().default(null),
  questions: z.array(question).max(20).default([]),
  isBookableOnline: z.boolean().default(true),
  /** A booking is a request until somebody accepts it; it lapses after so many hours. Null: confirmed at once. */
  approvalHours: z.int().min(1).max(336).nullable().default(null),
  /** Cancelling is free until so many hours before. Null: always. */
  freeCancelHours: z.int().min(0).max(720).nullable().default(null),
});

export const staffRules = z.object({
  id: staffId,
  name: z.string().max(120),
  /** Null: the hours of the branch. */
  hours: openingHours.nullable(),
  timeOff: z.array(timeOff).max(400).default([]),
});

export const resourceRules = z.object({ id: resourceId, name: z.string().max(120), kind: z.string().max(60) });

/** All that a branch's calendar must know to decide alone. D1 owns it; `version` tells copies apart. */
export const rulebook = z.object({
  tenantId,
  branchId,
  version: z.int().min(1),
  branchName: z.string().max(120),
  tenantName: z.string().max(120),
  timeZone: z.string().max(64),
  language,
  address: z.string().max(300),
  phone: z.string().max(20).nullable(),
  /** Given up: nothing can be booked any more. Null: open. */
  closedAt: z.int().nullable().default(null),
  hours: openingHours,
  services: z.array(serviceRules).max(500),
  staff: z.array(staffRules).max(500),
  resources: z.array(resourceRules).max(500).default([]),
});

export type OpeningHours = z.infer<typeof openingHours>;
export type WeeklySpan = z.infer<typeof weeklySpan>;
export type TimeOff = z.infer<typeof timeOff>;
export type Caps = z.infer<typeof caps>;
export type StaffTerms = z.infer<typeof staffTerms>;
export type ResourceNeed = z.infer<typeof resourceNeed>;
export type Question = z.infer<typeof question>;
export type ServiceRules = z.infer<typeof serviceRules>;
/** The part of a service's rules that has a usual value. */
export type ServicePolicy = Partial<
  Pick<
    ServiceRules,
    | "staffTerms"
    | "selection"
    | "resources"
    | "capacity"
    | "caps"
    | "depositMinor"
    | "questions"
    | "isBookableOnline"
    | "approvalHours"
    | "freeCancelHours"
  >
>;
export type StaffRules = z.infer<typeof staffRules>;
export type ResourceRules = z.infer<typeof resourceRules>;
export type Rulebook = z.infer<typeof rulebook>;

/** Whether the branch was given up. A day without hours is another thing. */
export function isClosed({ closedAt }: Pick<Rulebook, "closedAt">): boolean {
  return closedAt !== null;
}

export function findService(rules: Rulebook, id: ServiceId): ServiceRules | undefined {
  return rules.services.find((service) => service.id === id);
}

export function findStaff(rules: Rulebook, id: StaffId): StaffRules | undefined {
  return rules.staff.find((member) => member.id === id);
}

export function findResource(rules: Rulebook, id: ResourceId): ResourceRules | undefined {
  return rules.resources.find((resource) => resource.id === id);
}

export function termsOf(service: ServiceRules, id: StaffId): StaffTerms | undefined {
  return service.staffTerms.find((terms) => terms.staffId === id);
}

export function durationOf(service: ServiceRules, id: StaffId): number {
  return termsOf(service, id)?.durationMinutes ?? service.durationMinutes;
}

export function priceOf(service: ServiceRules, id: StaffId): number {
  return termsOf(service, id)?.priceMinor ?? service.priceMinor;
}
