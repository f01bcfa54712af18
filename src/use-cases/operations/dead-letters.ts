import type { DeadLetterDetailView, DeadLetterView, SettledLettersView } from "../../contracts/operations.ts";
import {
  deleteDeadLetter,
  findDeadLetter,
  type ListedLetter,
  listDeadLetters,
} from "../../db/queries/operations-log.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { platformDb } from "../../db/tenant-db.ts";
import { openForPlatform } from "../../db/vault.ts";
import type { DeadLetterId } from "../../domain/ids.ts";
import { type QueueName, queueOf } from "../../domain/operations/queue-names.ts";
import { redact } from "../../domain/operations/redact.ts";
import { masterKeysOf } from "../../env.ts";
import { type Operator, operatorAudit } from "./operator.ts";

type Body = { sealed: string; id: DeadLetterId };

export async function viewDeadLetters(env: Env, queue: string | null, page: Page): Promise<Paged<DeadLetterView>> {
  const { items, nextCursor } = await listDeadLetters(env.DB, queue, page);
  return { items: items.map(toView), nextCursor };
}

/** Null when there is none. What could be personal in it is left out. */
export async function viewDeadLetter(env: Env, id: DeadLetterId): Promise<DeadLetterDetailView | null> {
  const letter = await findDeadLetter(env.DB, id);
  if (!letter) return null;
  return { ...toView(letter), body: redact(await openBody(env, { id, sealed: letter.body })) };
}

/** Sends messages to their queues again, where they are handled as if they were new. */
export function replayDeadLetters(operator: Operator, ids: readonly DeadLetterId[]): Promise<SettledLettersView> {
  return settleEach(operator, ids, "dead_letter.replayed", async (queue, body) => {
    await senders[queue](operator.env).send(await openBody(operator.env, body));
  });
}

/** Forgets messages for good. */
export function discardDeadLetters(operator: Operator, ids: readonly DeadLetterId[]): Promise<SettledLettersView> {
  return settleEach(operator, ids, "dead_letter.discarded", null);
}

const senders: Record<QueueName, (env: Env) => Queue> = {
  webhooks: (env) => env.WEBHOOKS,
  events: (env) => env.EVENTS,
  jobs: (env) => env.JOBS,
  calendars: (env) => env.CALENDARS,
};

/** One after the other: what fails stops the rest, and what is done is done. */
async function settleEach(
  operator: Operator,
  ids: readonly DeadLetterId[],
  action: string,
  send: ((queue: QueueName, body: Body) => Promise<void>) | null,
): Promise<SettledLettersView> {
  const { env } = operator;
  const outcome: SettledLettersView = { settled: [], refused: [] };
  for (const id of new Set(ids)) {
    const letter = await findDeadLetter(env.DB, id);
    const queue = letter && queueOf(letter.queue);
    if (!letter) outcome.refused.push({ id, code: "not_found" });
    else if (send && !queue) outcome.refused.push({ id, code: "no_queue" });
    else {
      // Sent first: a crash before the letter is gone sends it twice, which consumers bear.
      if (send && queue) await send(queue, { id, sealed: letter.body });
      const db = platformDb(env.DB);
      const facts = { queue: letter.queue, messageId: letter.messageId };
      await db.orm.batch([deleteDeadLetter(env.DB, id), operatorAudit(db, operator, { action, subjectId: id, facts })]);
      outcome.settled.push(id);
    }
  }
  return outcome;
}

async function openBody(env: Env, { id, sealed }: Body): Promise<unknown> {
  const place = { purpose: "dead_letter.body", row: id } as const;
  return JSON.parse(await openForPlatform(masterKeysOf(env), place, sealed));
}

function toView({ id, queue, messageId, receivedAt }: ListedLetter): DeadLetterView {
  return { id, queue, messageId, receivedAt: new Date(receivedAt).toISOString(), goesTo: queueOf(queue) };
}
