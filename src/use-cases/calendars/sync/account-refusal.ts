import type { CalendarFailure } from "../../../providers/calendars/port.ts";

export const MAX_ACCOUNTS = 50;

export type AccountRefusal =
  | { reason: "not_found"; what: "calendar account" | "calendar target" | "calendar mirror" | "calendar proposal" | "service" | "branch" | "staff member or resource" } // biome-ignore format: one line
  | { reason: "not_configured" }
  | { reason: "too_many"; limit: number }
  | { reason: "exists" }
  | { reason: "proposal_closed" }
  | { reason: "proposal_refused"; why: string }
  /** It belongs to another session, was used, or is too old. */
  | { reason: "consent_unknown" }
  /** Not everything that is needed was allowed. */
  | { reason: "scope_missing" }
  | { reason: "vendor"; failure: CalendarFailure };
