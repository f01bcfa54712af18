import { drizzle } from "drizzle-orm/d1";
import { deadLetters } from "../../db/schema/operations.ts";
import { sealForPlatform } from "../../db/vault.ts";
import { masterKeysOf } from "../../env.ts";
import { log } from "../../log.ts";
import { derivedId } from "../derived-id.ts";

/** Keeps a message that cannot be processed until an operator replays or discards it. Safe to repeat. */
export async function storeDeadLetter(env: Env, queue: string, messageId: string, body: unknown): Promise<void> {
  log("error", "dead_letter", { queue, messageId });
  const id = await derivedId("dlt", `${queue}/${messageId}`);
  // Whatever it is, somebody's name may be in it.
  const place = { purpose: "dead_letter.body", row: id } as const;
  const sealed = await sealForPlatform(masterKeysOf(env), place, JSON.stringify(body ?? null));
  const row = { id, queue, messageId, body: sealed, receivedAt: Date.now() };
  await drizzle(env.DB).insert(deadLetters).values(row).onConflictDoNothing();
}
