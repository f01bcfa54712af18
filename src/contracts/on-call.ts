import * as z from "zod";
import { branchId, callbackTaskId, callId, onCallAlertId, onCallPersonId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { ROUNDS, WAIT_MINUTES } from "../domain/on-call/rota.ts";
import { instant } from "./booking.ts";

const span = z
  .strictObject({
    weekday: z.int().min(1).max(7).describe("ISO: Monday is 1."),
    fromMinute: z.int().min(0).max(1_439),
    toMinute: z.int().min(1).max(1_440),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, "must end after it begins");

export const onCallSettings = z
  .strictObject({
    isOn: z.boolean().describe("Whether an emergency rings anybody."),
    waitMinutes: z.int().min(WAIT_MINUTES.min).max(WAIT_MINUTES.max).describe("Until the next person is rung."),
    rounds: z.int().min(ROUNDS.min).max(ROUNDS.max).describe("How often the list is gone through."),
  })
  .meta({ id: "OnCallSettings" });
export type OnCallSettings = z.infer<typeof onCallSettings>;

const personFields = {
  name: z.string().trim().min(1).max(80),
  hours: z.array(span).max(50).nullable().describe("On duty, on the branch's wall clock. Null: always."),
  language,
  position: z.int().min(0).max(99).describe("The lowest is rung first."),
  isActive: z.boolean(),
};

export function onCallPersonBody<T extends z.ZodType>(phone: T) {
  const { name, hours, language: spoken, position, isActive } = personFields;
  return z.strictObject({
    name,
    phone,
    hours: hours.optional(),
    language: spoken.optional(),
    position: position.optional(),
    isActive: isActive.optional(),
  });
}

export function onCallPersonPatch<T extends z.ZodType>(phone: T) {
  return z
    .strictObject({ ...personFields, phone })
    .partial()
    .refine((change) => Object.keys(change).length > 0, "must change something");
}

export const onCallPersonView = z
  .object({ id: onCallPersonId, ...personFields, phone: z.string(), createdAt: instant })
  .meta({ id: "OnCallPerson" });
export type OnCallPersonView = z.infer<typeof onCallPersonView>;

export const alertStatus = z.enum(["open", "acknowledged", "exhausted"]);
export type AlertStatus = z.infer<typeof alertStatus>;
export const alertVia = z.enum(["link", "reply", "dashboard"]);
export type AlertVia = z.infer<typeof alertVia>;

export const alertView = z
  .object({
    id: onCallAlertId,
    branchId,
    callId,
    taskId: callbackTaskId,
    /** `exhausted`: everybody was rung and nobody took it, or there is nobody to ring. */
    status: alertStatus,
    /** What the caller said. Null: the task is gone. */
    message: z.string().nullable(),
    phone: z.string().nullable(),
    steps: z.array(
      z.object({
        personId: onCallPersonId,
        name: z.string().nullable(),
        at: instant,
        /** What became of the SMS: its status, and why it failed or was not sent. */
        sms: z.object({ status: z.string(), reason: z.string().nullable() }).nullable(),
        /** `placed`, or why nobody was called. Null: not known yet. */
        call: z.string().nullable(),
      }),
    ),
    acknowledgedBy: z.string().nullable(),
    acknowledgedVia: alertVia.nullable(),
    acknowledgedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: "OnCallAlert" });
export type AlertView = z.infer<typeof alertView>;
