export type DeskRefusal =
  | { reason: "not_found"; what: "branch" | "entry" | "rule" | "caller" | "connection" }
  | { reason: "branch_closed" }
  | { reason: "too_many"; limit: number };
