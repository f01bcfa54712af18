import { randomUUID } from "node:crypto";
import type { SentEmail } from "../../vendor.ts";

const KEPT = 200;
const DAY_MS = 86_400_000;

type Remembered = { hash: string; id: string; at: number };
type Message = Pick<SentEmail, "from" | "to" | "subject" | "replyTo" | "message"> & {
  html?: string | undefined;
  text?: string | undefined;
};

/** What was sent, newest first, and the keys it was sent with. */
export class Outbox {
  #sent: SentEmail[] = [];
  readonly #keys = new Map<string, Remembered>();

  add({ html = "", text = "", ...facts }: Message, at: number): SentEmail {
    const email = { id: randomUUID(), at, html, text, ...facts };
    this.#sent = [email, ...this.#sent].slice(0, KEPT);
    return email;
  }

  list(): SentEmail[] {
    return this.#sent;
  }

  find(id: string): SentEmail | undefined {
    return this.#sent.find((email) => email.id === id);
  }

  remember(key: string, entry: Remembered): void {
    this.#keys.set(key, entry);
  }

  /** Resend knows a key for 24 hours. */
  recall(key: string, now: number): Remembered | null {
    const known = this.#keys.get(key);
    return known && now - known.at < DAY_MS ? known : null;
  }

  clear(): void {
    this.#sent = [];
    this.#keys.clear();
  }
}
