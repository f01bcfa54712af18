import * as z from "zod";
import { branchId, serviceId, staffId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";

export const branchView = z.object({
  id: branchId,
  name: z.string(),
  timeZone: z.string(),
  language,
  address: z.string(),
  phone: z.string().nullable(),
});

export const serviceView = z.object({
  id: serviceId,
  branchId,
  name: z.string(),
  aliases: z.array(z.string()),
  description: z.string(),
  durationMinutes: z.int(),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  minimumNoticeMinutes: z.int(),
  horizonDays: z.int(),
  slotStepMinutes: z.int(),
  priceMinor: z.int(),
  currency: z.string(),
  staffIds: z.array(staffId),
});

export const staffView = z.object({ id: staffId, branchId, name: z.string() });
