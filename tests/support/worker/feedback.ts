import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { feedback } from "../../../src/db/schema/feedback.ts";
import type { FeedbackId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** What a user of the tenant told the operators. */
export async function aFeedback({ tenantId, vault }: TestTenant): Promise<FeedbackId> {
  const id = newId("fbk");
  const sealedWords = await vault.seal({ purpose: "feedback.words", row: id }, "The calendar prints badly");
  const about = { kind: "problem", page: "/app/calendar", status: "open" } as const;
  const row = { tenantId, id, ...about, userId: newId("usr"), sealedWords, createdAt: Date.now(), settledAt: null };
  await drizzle(env.DB).insert(feedback).values(row);
  return id;
}
