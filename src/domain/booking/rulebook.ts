import * as z from "zod";
import { branchId, type ServiceId, type StaffId, serviceId, staffId, tenantId } from "../ids.ts";
import { language } from "../language.ts";

/** Bounds how much earlier than an appointment its block can begin. */
export const MAX_BUFFER_MINUTES = 240;
const minuteOfDay = z.int().min(0).max(2_880);

/** A span of local time on one weekday (ISO: Monday 1). `toMinute` above 1,440 runs past midnight. */
export const weeklySpan = z.object({
  weekday: z.int().min(1).max(7),
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
});

/** Replaces the weekly pattern on one date. No spans means closed. */
export const dateException = z.object({
  date: z.iso.date(),
  spans: z.array(z.object({ fromMinute: minuteOfDay, toMinute: minuteOfDay })).max(10),
});

export const openingHours = z.object({
  weekly: z.array(weeklySpan).max(70),
  exceptions: z.array(dateException).max(400),
});

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
  staffIds: z.array(staffId).max(200),
  priceMinor: z.int().min(0),
  currency: z.string().length(3),
});

export const staffRules = z.object({
  id: staffId,
  name: z.string().max(120),
  /** Null: the hours of the branch. */
  hours: openingHours.nullable(),
});

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
  hours: openingHours,
  services: z.array(serviceRules).max(500),
  staff: z.array(staffRules).max(500),
});

export type OpeningHours = z.infer<typeof openingHours>;
export type ServiceRules = z.infer<typeof serviceRules>;
export type StaffRules = z.infer<typeof staffRules>;
export type Rulebook = z.infer<typeof rulebook>;

export function findService(rules: Rulebook, id: ServiceId): ServiceRules | undefined {
  return rules.services.find((service) => service.id === id);
}

export function findStaff(rules: Rulebook, id: StaffId): StaffRules | undefined {
  return rules.staff.find((member) => member.id === id);
}
