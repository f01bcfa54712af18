import * as z from "zod";
import type { EpochMs } from "../time.ts";

export const leadStatus = z.enum(["new", "contacted", "qualified", "booked", "lost"]);
export type LeadStatus = z.infer<typeof leadStatus>;

/** By which way somebody came. */
export const leadSource = z.enum(["api", "form", "import", "email", "phone", "manual", "follow_up"]);
export type LeadSource = z.infer<typeof leadSource>;

export const phoneType = z.enum(["mobile", "landline", "either"]);
export type PhoneType = z.infer<typeof phoneType>;

/** By what a lead was first answered. */
export const contactWay = z.enum(["call", "sms", "person"]);
export type ContactWay = z.infer<typeof contactWay>;

/**
 * Of the first contact that happens by itself. `due`: now, or again later; `trying`: their phone rings. Null: nobody has
 * to be contacted.
 */
export const contactState = z.enum(["due", "trying", "done", "failed"]);
export type ContactState = z.infer<typeof contactState>;

export function awaitsContact(state: ContactState | null): boolean {
  return state === "due" || state === "trying";
}

/** What is sealed of a lead. */
export type LeadDetails = {
  name: string;
  phone: string | null;
  email: string | null;
  /** What they want, in their words. */
  request: string | null;
  /** What a person has to do next. */
  todo: string | null;
};

export const leadEventType = z.enum([
  "created",
  "asked_again",
  "changed",
  "note_added",
  "contacted",
  "contact_failed",
  "booked",
  "enrolled",
  "step_done",
  "enrolment_ended",
]);
export type LeadEventType = z.infer<typeof leadEventType>;

/** Who comes back is new again, but a file tells nothing of what somebody wants now. */
export function statusAfterReturn(status: LeadStatus, source: LeadSource): LeadStatus {
  const isOver = status === "booked" || status === "lost";
  return isOver && source !== "import" ? "new" : status;
}

type Gathered = Pick<LeadDetails, "name" | "phone" | "email" | "request">;

/** What was known stays; what was missing is filled in. The newer request stands in the history as well. */
export function mergedDetails(known: LeadDetails, given: Gathered): LeadDetails {
  return {
    ...known,
    name: known.name === "" ? given.name : known.name,
    phone: known.phone ?? given.phone,
    email: known.email ?? given.email,
    request: given.request ?? known.request,
  };
}

/** Whole seconds between the asking and the first answer. Null: none yet. */
export function contactSeconds(createdAt: EpochMs, firstContactAt: EpochMs | null): number | null {
  return firstContactAt === null ? null : Math.max(Math.round((firstContactAt - createdAt) / 1_000), 0);
}

/** Null of none. Of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
