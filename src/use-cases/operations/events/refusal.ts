export type EventRefusal =
  | { reason: "not_found"; what: "event" | "branch" }
  | { reason: "wrong_status"; status: string }
  | { reason: "still_unplaced"; confidence: number };
