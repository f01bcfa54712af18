export type WebhookRefusal =
  | { reason: "not_found"; what: "webhook endpoint" | "webhook delivery" }
  | { reason: "invalid"; errors: { field: string; rule: string }[] }
  | { reason: "too_many"; limit: number }
  | { reason: "endpoint_disabled" };
