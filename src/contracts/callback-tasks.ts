import * as z from "zod";
import { branchId, callbackTaskId, callId, userId } from "../domain/ids.ts";
import { instant } from "./booking.ts";

export const callbackStatus = z.enum(["open", "done", "dismissed"]);
export const callbackUrgency = z.enum(["normal", "urgent"]);
export const callbackTopic = z.enum(["appointment", "question", "complaint", "invoice", "emergency", "other"]);

export type CallbackStatus = z.infer<typeof callbackStatus>;
export type CallbackUrgency = z.infer<typeof callbackUrgency>;
export type CallbackTopic = z.infer<typeof callbackTopic>;

export const callbackTaskView = z
  .object({
    id: callbackTaskId,
    branchId,
    /** The call it was left in. */
    callId,
    status: callbackStatus,
    urgency: callbackUrgency,
    topic: callbackTopic,
    /** Who takes care of it. Null: nobody yet. */
    ownerId: userId.nullable(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    message: z.string(),
    createdAt: instant,
    /** When it was done or dismissed. */
    settledAt: instant.nullable(),
  })
  .meta({ id: "CallbackTask" });
export type CallbackTaskView = z.infer<typeof callbackTaskView>;

export const callbackOwner = z.strictObject({
  ownerId: userId.nullable().describe("A user of the business; null takes it from whoever had it."),
});
