import type { Background } from "../../db/directory.ts";
import type { Clerk } from "../clerk.ts";

/** Who looks after a tenant's calendars, and for which request. */
export type Keeper = Clerk & { background: Background };

export type CalendarsRefusal =
  | { reason: "not_found"; what: "branch" | "calendar feed" | "calendar subscription" | "staff member or resource" }
  | { reason: "invalid"; errors: { field: string; rule: string }[] }
  | { reason: "too_many"; limit: number };
