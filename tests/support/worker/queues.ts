import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import worker from "../../../src/index.ts";

let messages = 0;

export type QueuedMessage = { id?: string; attempts?: number; body: unknown };
export type DeliveryResult = { acked: string[]; retried: { id: string; delaySeconds: number | undefined }[] };

/** One batch, as the platform hands it to the consumer of a queue. */
export async function deliver(queue: string, batch: QueuedMessage[]): Promise<DeliveryResult> {
  const context = createExecutionContext();
  const all = batch.map(({ id, attempts = 1, body }) => {
    messages += 1;
    return { id: id ?? `message-${messages}`, attempts, timestamp: Date.now(), body };
  });
  const delivered = createMessageBatch(queue, all);
  // The result below leaves the delays out.
  const retries = delivered.messages.map((message) => ({ id: message.id, retry: vi.spyOn(message, "retry") }));
  await worker.queue(delivered, env, context);
  const { explicitAcks, retryMessages } = await getQueueResult(delivered, context);
  const retried = retryMessages.map(({ msgId: id }) => {
    const asked = retries.find((candidate) => candidate.id === id);
    return { id, delaySeconds: asked?.retry.mock.calls[0]?.[0]?.delaySeconds };
  });
  return { acked: explicitAcks, retried };
}

/** Keeps what is sent to the webhooks queue, so that a test delivers it itself: in its own order, as often as it likes. */
export function holdBackWebhooks(): unknown[] {
  return holdBack(env.WEBHOOKS);
}

/** The same of the jobs queue. */
export function holdBackJobs(): { type: string }[] {
  return holdBack(env.JOBS) as { type: string }[]; // nothing else is sent there
}

function holdBack(queue: Queue): unknown[] {
  const sent: unknown[] = [];
  // Nobody reads what they answer.
  vi.spyOn(queue, "send").mockImplementation(async (body) => {
    sent.push(body);
    return {} as QueueSendResponse;
  });
  vi.spyOn(queue, "sendBatch").mockImplementation(async (messages) => {
    sent.push(...[...messages].map(({ body }) => body));
    return {} as QueueSendBatchResponse;
  });
  return sent;
}
