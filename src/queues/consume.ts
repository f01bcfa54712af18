import type * as z from "zod";
import { isKeyErased } from "../db/vault.ts";
import { faultFacts, inRequest, log } from "../log.ts";
import { storeDeadLetter } from "../use-cases/operations/store-dead-letter.ts";

const MAX_BACKOFF_SECONDS = 900;

/** An invocation has six connections to others at a time. */
const MAX_SIDE_BY_SIDE = 6;
/** A message that takes longer is told of: whoever waits for what it does should know why. */
const SLOW_MS = 5_000;

/**
 * Runs each message on its own: a failed one is tried again later without its neighbours, and a slow one holds up no
 * more than its own lane. Messages of one lane run one after another.
 */
export function consume<T>(
  env: Env,
  batch: MessageBatch,
  schema: z.ZodType<T>,
  laneOf: (body: T, message: Message) => string,
  run: (body: T) => Promise<void>,
): Promise<void> {
  return inLanes(env, batch, schema, laneOf, (lane) => eachAlone(batch.queue, lane, run));
}

/**
 * Runs the messages of a batch that belong together in one go; they are acknowledged or tried again together. `run`
 * must be safe to repeat: delivery is at least once.
 */
export function consumeGroups<T>(
  env: Env,
  batch: MessageBatch,
  schema: z.ZodType<T>,
  groupOf: (body: T) => string,
  run: (group: T[]) => Promise<void>,
): Promise<void> {
  return inLanes(env, batch, schema, groupOf, (group) => {
    const messages = group.map(({ message }) => message);
    return settle(batch.queue, messages, () => run(group.map(({ body }) => body)));
  });
}

/** As `consumeGroups`; where a group fails, each of its messages is run alone, so that one's trouble is its own. */
export function consumeTogether<T>(
  env: Env,
  batch: MessageBatch,
  schema: z.ZodType<T>,
  groupOf: (body: T) => string,
  run: (group: T[]) => Promise<void>,
): Promise<void> {
  return inLanes(env, batch, schema, groupOf, async (group) => {
    if (group.length > 1 && (await isDoneTogether(batch.queue, group, run))) return;
    await eachAlone(batch.queue, group, (body) => run([body]));
  });
}

async function eachAlone<T>(queue: string, lane: readonly Parsed<T>[], run: (body: T) => Promise<void>): Promise<void> {
  for (const { message, body } of lane) {
    await settle(queue, [message], () => inRequest(requestOf(body), () => run(body)));
  }
}

async function isDoneTogether<T>(
  queue: string,
  group: readonly Parsed<T>[],
  run: (group: T[]) => Promise<void>,
): Promise<boolean> {
  try {
    await run(group.map(({ body }) => body));
  } catch (error) {
    log("warn", "messages_tried_alone", { queue, count: group.length, ...faultFacts(error) });
    return false;
  }
  for (const { message } of group) message.ack();
  return true;
}

type Parsed<T> = { message: Message; body: T };

/** Some lanes at a time. A malformed message is stored for an operator, for it never heals. */
async function inLanes<T>(
  env: Env,
  batch: MessageBatch,
  schema: z.ZodType<T>,
  laneOf: (body: T, message: Message) => string,
  run: (lane: Parsed<T>[]) => Promise<void>,
): Promise<void> {
  const parsed = batch.messages.map((message) => ({ message, body: schema.safeParse(message.body) }));
  const malformed = parsed.filter(({ body }) => !body.success);
  for (const { message } of malformed) {
    await settle(batch.queue, [message], () => storeDeadLetter(env, batch.queue, message.id, message.body));
  }
  const wellFormed = parsed.flatMap(({ message, body }) => (body.success ? [{ message, body: body.data }] : []));
  const waiting = Map.groupBy(wellFormed, ({ message, body }) => laneOf(body, message)).values();
  const worker = async () => {
    for (const lane of waiting) await run(lane); // all take from the same iterator
  };
  await Promise.all(Array.from({ length: MAX_SIDE_BY_SIDE }, worker));
}

/** The id of the request that caused a message, when it carries one. */
function requestOf(body: unknown): string | null {
  const id: unknown = typeof body === "object" && body !== null && "requestId" in body ? body.requestId : null;
  return typeof id === "string" ? id : null;
}

async function settle(queue: string, messages: readonly Message[], work: () => Promise<void>): Promise<void> {
  const startedAt = Date.now();
  try {
    await work();
    for (const message of messages) message.ack();
    const tookMs = Date.now() - startedAt;
    if (tookMs > SLOW_MS) log("warn", "message_slow", { queue, type: typeOf(messages[0]?.body), tookMs });
  } catch (error) {
    if (isKeyErased(error)) return giveUp(queue, messages);
    for (const message of messages) {
      log("error", "message_failed", { queue, attempts: message.attempts, ...faultFacts(error) });
      message.retry({ delaySeconds: backoffSeconds(message.attempts) });
    }
  }
}

function typeOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "type" in body ? body.type : null;
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
