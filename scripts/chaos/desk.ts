import { SIGNATURE_HEADER, sign } from "../../tests/sandbox/vendors/retell/signature.ts";
import type { Business } from "../../tests/support/node/business.ts";
import type { Request } from "./history.ts";

/** `unsent`: nobody listened, so nothing can have happened. `lost`: it left, and no answer came back. */
export type Reply = { kind: "answered"; status: number; body: unknown } | { kind: "unsent" } | { kind: "lost" };

const TIMEOUT_MS = 10_000;

/** How clients reach the server: with the tenant's API key, or as calls that Retell signs. */
export class Desk {
  readonly #baseUrl: string;
  readonly #keys: Business["demo"]["keys"];
  readonly #retell: Business["demo"]["retell"];

  constructor(port: number, { demo }: Business) {
    this.#baseUrl = `http://127.0.0.1:${port}`;
    this.#keys = demo.keys;
    this.#retell = demo.retell;
  }

  async send({ path, method, body, key, channel }: Request): Promise<Reply> {
    const credential =
      channel === "api"
        ? { authorization: `Bearer ${this.#keys.tenantApiKey}`, "idempotency-key": key }
        : { [SIGNATURE_HEADER]: sign(body, this.#retell.apiKey, Date.now()) };
    const headers = { ...credential, "content-type": "application/json" };
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(`${this.#baseUrl}${path}`, { method, headers, body: body || null, signal });
      const text = await answer.text();
      return { kind: "answered", status: answer.status, body: text === "" ? null : JSON.parse(text) };
    } catch (error) {
      return isUnsent(error) ? { kind: "unsent" } : { kind: "lost" };
    }
  }

  /** A question that must be answered. */
  async ask<T>(path: string, options: { method?: "POST"; asOperator?: boolean } = {}): Promise<T> {
    const key = options.asOperator ? this.#keys.operatorApiKey : this.#keys.tenantApiKey;
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${this.#baseUrl}${path}`, { method: options.method ?? "GET", headers });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

function isUnsent(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code === "ECONNREFUSED";
}
