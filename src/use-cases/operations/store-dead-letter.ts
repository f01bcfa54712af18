import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { deadLetters } from "../../db/schema/operations.ts";
import { log } from "../../log.ts";

/** Keeps a message that cannot be processed until an operator replays or discards it. Safe to repeat. */
export async function storeDeadLetter(env: Env, queue: string, messageId: string, body: unknown): Promise<void> {
  log("error", "dead_letter", { queue, messageId });
  // As text: the column's own mapping would store the JSON value null as no value, which the column refuses.
  const text = sql`${JSON.stringify(body ?? null)}`;
  const row = { id: `${queue}/${messageId}`, queue, body: text, receivedAt: Date.now() };
  await drizzle(env.DB).insert(deadLetters).values(row).onConflictDoNothing();
}
