import * as z from "zod";

export const calendarProvider = z.enum(["google", "calcom", "microsoft"]);

/** `broken`: only connecting again helps. */
export const accountState = z.enum(["connected", "broken", "disconnected"]);

/** What is done about a mirror that somebody moved or deleted outside. */
export const outsideChange = z.enum(["propose", "apply"]);

/** `waiting`: behind what is wanted. `dead`: given up until somebody asks again. `discarded`: left as it is. */
export const mirrorState = z.enum(["waiting", "done", "dead", "discarded"]);

export const proposalKind = z.enum(["moved", "deleted"]);
export const proposalState = z.enum(["open", "accepted", "dismissed"]);

export type CalendarProvider = z.infer<typeof calendarProvider>;
export type AccountState = z.infer<typeof accountState>;
export type OutsideChange = z.infer<typeof outsideChange>;
export type MirrorState = z.infer<typeof mirrorState>;
export type ProposalKind = z.infer<typeof proposalKind>;
export type ProposalState = z.infer<typeof proposalState>;
