import type { NewApiKeyView } from "../../../contracts/api-keys.ts";
import type { Statement } from "../../../db/queries/catalogue-edits.ts";
import type { Clerk } from "../../clerk.ts";
import type { Execution } from "../idempotency.ts";

/** Who looks after a tenant's keys, and when. */
export type Keeper = Clerk & {
  /** Of a POST with an Idempotency-Key. */
  execution: Execution | null;
};

export type ApiKeyRefusal =
  | { reason: "not_found" }
  | { reason: "invalid"; errors: { field: string; rule: string }[] }
  /** Nobody hands on what they may not do themselves. */
  | { reason: "scopes_not_yours"; scopes: string[] }
  | { reason: "too_many"; limit: number }
  | { reason: "not_active" }
  | { reason: "already_rotated" };

/** The answer of a creating POST, for the batch of its effect. */
export async function completion({ execution }: Keeper, view: NewApiKeyView): Promise<Statement[]> {
  if (!execution) return [];
  const headers = { "content-type": "application/json" };
  return execution.completion({ status: 201, headers, body: JSON.stringify(view) });
}
