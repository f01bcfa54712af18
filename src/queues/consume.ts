import type * as z from "zod";
import { isKeyErased } from "../db/vault.ts";
import { faultFacts, inRequest, log } from "../log.ts";
import { storeDeadLetter } from "../use-cases/operations/store-dead-letter.ts";

const MAX_BACKOFF_SECONDS = 900;

/** Runs each message on its own: a failed one is tried again later without its neighbours. */
export function consume<T>(
  env: Env,
  batch: MessageBatch,
  schema: z.ZodType<T>,
  run: (message: T) => Promise<void>,
): Promise<void> {
  return consumeGroups(
    env,
    batch,
    schema,
    (_, message) => message.id,
    async (group) => {
      for (const message of group) await inRequest(requestOf(message), () => run(message));
    },
  );
}

/**
 * Runs the messages of a batch that belong together in one go; they are acknowledged or tried again together, or each on
 * its own when that fails (`isEachTried`), so that one message's trouble is not its neighbours'. A malformed one is stored for an operator, for it never heals. `run` must be safe to repeat: delivery is at least once.
 */
export async function consumeGroups<T>(
  env: Env,
  batch: MessageBatch,
  schema: z.ZodType<T>,
  groupOf: (body: T, message: Message) => string,
  run: (group: T[]) => Promise<void>,
  { isEachTried = false } = {},
): Promise<void> {
  const parsed = batch.messages.map((message) => ({ message, body: schema.safeParse(message.body) }));
  const malformed = parsed.filter(({ body }) => !body.success);
  for (const { message } of malformed) {
    await settle(batch.queue, [message], () => storeDeadLetter(env, batch.queue, message.id, message.body));
  }
  const wellFormed = parsed.flatMap(({ message, body }) => (body.success ? [{ message, body: body.data }] : []));
  for (const group of Map.groupBy(wellFormed, ({ message, body }) => groupOf(body, message)).values()) {
    const together = () => run(group.map(({ body }) => body));
    if (isEachTried) await settleEach(batch.queue, group, together, run);
    else
      await settle(
        batch.queue,
        group.map(({ message }) => message),
        together,
      );
  }
}

/** The id of the request that caused a message, when it carries one. */
function requestOf(body: unknown): string | null {
  const id: unknown = typeof body === "object" && body !== null && "requestId" in body ? body.requestId : null;
  return typeof id === "string" ? id : null;
}

/** In one go where that works, else one by one. */
async function settleEach<T>(
  queue: string,
  group: readonly { message: Message; body: T }[],
  together: () => Promise<void>,
  run: (group: T[]) => Promise<void>,
): Promise<void> {
  try {
    if (group.length > 1) {
      await together();
      for (const { message } of group) message.ack();
      return;
    }
  } catch (error) {
    log("warn", "messages_tried_alone", { queue, count: group.length, ...faultFacts(error) });
  }
  for (const { message, body } of group) {
    await settle(queue, [message], () => inRequest(requestOf(body), () => run([body])));
  }
}

async function settle(queue: string, messages: readonly Message[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    for (const message of messages) message.ack();
  } catch (error) {
    if (isKeyErased(error)) return giveUp(queue, messages);
    for (const message of messages) {
      log("error", "message_failed", { queue, attempts: message.attempts, ...faultFacts(error) });
      message.retry({ delaySeconds: backoffSeconds(message.attempts) });
    }
  }
}

/** Nothing can be done any more for a tenant whose key is gone, and trying again would never end. */
function giveUp(queue: string, messages: readonly Message[]): void {
  log("warn", "messages_of_erased_tenant", { queue, count: messages.length });
  for (const message of messages) message.ack();
}

/** 2, 4, 8 ... seconds, up to a quarter of an hour. */
export function backoffSeconds(attempts: number): number {
  return Math.min(2 ** Math.min(attempts, 10), MAX_BACKOFF_SECONDS);
}
