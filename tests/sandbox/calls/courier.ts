import type { Bench } from "../vendor.ts";
import type { CallHappening, Delivery } from "./events.ts";
import type { DeliveryMischief } from "./line.ts";
import { shuffled } from "./random.ts";

const FIRST_RETRY_MS = 500;

type Parcel = { url: string; body: unknown; timeoutMs: number };
export type Answer = { delivery: Delivery; text: string };
type Job = { event: string; parcel: Parcel };

type CourierOrder = {
  bench: Bench;
  /** The vendor's proof of who it is, as headers. */
  sign(rawBody: string, atMs: number): Record<string, string>;
  /** How often a webhook is sent until it is given up. */
  attempts: number;
  pace: number;
  random(): number;
  mischief: DeliveryMischief;
  emit(happening: CallHappening): void;
};

/** Carries one call's requests to the product, signed as its vendor does, or with the mischief that was asked for. */
export class Courier {
  readonly #order: CourierOrder;
  readonly #underway: Promise<unknown>[] = [];
  readonly #heldBack: Job[] = [];
  readonly failures: string[] = [];

  constructor(order: CourierOrder) {
    this.#order = order;
  }

  /** One signed POST. Never throws: no answer has status null. */
  async post({ url, body, timeoutMs }: Parcel): Promise<Answer> {
    const { bench, sign, mischief } = this.#order;
    const raw = JSON.stringify(body);
    const started = bench.now();
    const proof = sign(raw, started - (mischief.staleMs ?? 0));
    try {
      const response = await bench.fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...proof },
        body: mischief.tamper ? `${raw} ` : raw,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      return { delivery: { status: response.status, ms: bench.now() - started }, text };
    } catch (cause) {
      const error = whyNoAnswer(cause, timeoutMs);
      return { delivery: { status: null, ms: bench.now() - started, error }, text: "" };
    }
  }

  /** Until a 2xx comes or the vendor gives up. */
  async postWithRetries(parcel: Parcel, tell: (delivery: Delivery, attempt: number) => void): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.post(parcel);
      tell(answer.delivery, attempt);
      if (isAccepted(answer.delivery) || attempt >= this.#order.attempts) return answer;
      await this.#order.bench.sleep(FIRST_RETRY_MS * 2 ** (attempt - 1) * this.#order.pace);
    }
  }

  /** A function call; twice, where that mischief was asked for: both must be answered alike. */
  async invoke(name: string, parcel: Parcel): Promise<Answer> {
    const { mischief, emit } = this.#order;
    const copies = mischief.duplicateFunctions ? [parcel, parcel] : [parcel];
    const [first, second] = await Promise.all(copies.map((one) => this.post(one)));
    if (!first) throw new Error("a function call has at least one answer");
    if (second && second.text !== first.text) {
      emit({ type: "note", text: `${name}, sent twice, was answered differently each time` });
      this.failures.push(`${name}: two answers to one function call`);
    }
    return first;
  }

  /** Events are sent in order and do not wait for each other. */
  webhook(event: string, parcel: Parcel): Promise<unknown> {
    const frozen = { ...parcel, body: structuredClone(parcel.body) }; // the call goes on while this travels
    if (this.#order.mischief.shuffle) {
      this.#heldBack.push({ event, parcel: frozen });
      return Promise.resolve();
    }
    const sent = this.#send({ event, parcel: frozen });
    this.#underway.push(sent);
    return sent;
  }

  /** Waits until everything has arrived or been given up. */
  async settle(): Promise<string[]> {
    for (const job of shuffled(this.#order.random, this.#heldBack.splice(0))) await this.#send(job);
    await Promise.all(this.#underway);
    return this.failures;
  }

  #send(job: Job): Promise<unknown> {
    const copies = this.#order.mischief.duplicate ? [1, 2] : [1];
    return Promise.all(copies.map((copy) => this.#deliver(job, copy)));
  }

  async #deliver({ event, parcel }: Job, copy: number): Promise<void> {
    const { delivery } = await this.postWithRetries(parcel, (tried, attempt) =>
      this.#order.emit({ type: "webhook", event, attempt, copy, ...tried }),
    );
    if (!isAccepted(delivery)) this.failures.push(`${event}: ${describe(delivery)}`);
  }
}

export function isAccepted({ status }: Delivery): boolean {
  return status !== null && status >= 200 && status < 300;
}

export function describe({ status, error }: Delivery): string {
  return error ?? `answered ${status}`;
}

function whyNoAnswer(cause: unknown, timeoutMs: number): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "TimeoutError") return `no answer within ${timeoutMs / 1_000} s`;
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  const code = (inner as NodeJS.ErrnoException).code;
  return code === "ECONNREFUSED" ? "nobody listens there; is the Worker running?" : inner.message || cause.message;
}

/** Undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
