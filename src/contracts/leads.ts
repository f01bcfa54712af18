import * as z from "zod";
import { branchId, customerId, leadId, userId } from "../domain/ids.ts";
import { language } from "../domain/language.ts";
import { contactState, contactWay, leadEventType, leadSource, leadStatus, phoneType } from "../domain/leads/lead.ts";
import { instant } from "./booking.ts";

export const leadView = z
  .object({
    id: leadId,
    branchId,
    status: leadStatus,
    source: leadSource,
    name: z.string(),
    phone: z.string().nullable(),
    /** What can be reached at the number. */
    phoneType: phoneType.nullable(),
    email: z.string().nullable(),
    /** What they want, in their words. */
    request: z.string().nullable(),
    /** What somebody of the business has to do next. */
    todo: z.string().nullable(),
    language,
    /** Whether they have agreed to be called and written to. */
    hasConsent: z.boolean(),
    ownerId: userId.nullable(),
    /** Who they are among the customers. */
    customerId: customerId.nullable(),
    /** Of the first contact that happens by itself. Null: there is none to be. */
    contactState: contactState.nullable(),
    /** Why it waits or failed: a code. */
    contactReason: z.string().nullable(),
    firstContactAt: instant.nullable(),
    firstContactBy: contactWay.nullable(),
    /** Between the asking and the first contact. */
    contactSeconds: z.int().nullable(),
    createdAt: instant,
    updatedAt: instant,
    version: z.int(),
  })
  .meta({ id: "Lead" });
export type LeadView = z.infer<typeof leadView>;

/** `merged`: they were a lead already, and this stands in its history. */
export const takenLead = z.object({ outcome: z.enum(["created", "merged"]), lead: leadView }).meta({ id: "TakenLead" });

export const leadEventView = z
  .object({
    id: z.string(),
    type: leadEventType,
    at: instant,
    /** Who: a user, a key, `web` or `system`. */
    actor: z.string(),
    /** A note, or what was asked. */
    words: z.string().nullable(),
    /** Ids and codes, by the type. */
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "LeadEvent" });
export type LeadEventView = z.infer<typeof leadEventView>;

export const leadFigures = z
  .object({
    byStatus: z.record(leadStatus, z.int()),
    /** Of the leads of the last 30 days. */
    contacted: z.int(),
    /** How many of them within 30 seconds. */
    contactedAtOnce: z.int(),
    medianContactSeconds: z.int().nullable(),
  })
  .meta({ id: "LeadFigures" });
export type LeadFigures = z.infer<typeof leadFigures>;

/** What an e-mail tells of somebody who asks for something. */
export const readEmailView = z
  .object({
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    request: z.string().nullable(),
  })
  .meta({ id: "ReadEmail" });

export const noteBody = z.strictObject({ text: z.string().trim().min(1).max(2_000) });
