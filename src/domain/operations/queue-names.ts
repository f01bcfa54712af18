export const queueNames = ["webhooks", "events", "jobs", "calendars"] as const;
export type QueueName = (typeof queueNames)[number];

/** The queue that a message was meant for: without the environment, and without the mark of a dead letter. */
export function queueOf(name: string): QueueName | null {
  const plain = name.replace(/-(staging|production)$/, "").replace(/-dlq$/, "");
  return queueNames.find((each) => each === plain) ?? null;
}
