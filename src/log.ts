import { AsyncLocalStorage } from "node:async_hooks";
import { tallyError } from "./error-tally.ts";
import { mask } from "./mask.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];

let threshold: LogLevel = "info";

/** Set by `configOf` from LOG_LEVEL, once per isolate. */
export function setLogLevel(level: LogLevel): void {
  threshold = level;
}

const requests = new AsyncLocalStorage<string>();

/** Whatever runs in `work` belongs to this request: its log lines say so, and what it sends on carries the id. */
export function inRequest<T>(requestId: string | null | undefined, work: () => T): T {
  return requestId ? requests.run(requestId, work) : work();
}

/** The id to send along with a queue message, a command or a call of a vendor. Null outside of any request. */
export function currentRequestId(): string | null {
  return requests.getStore() ?? null;
}

/** The same as a field of a message; none outside of any request. */
export function carriedRequest(): { requestId?: string } {
  const requestId = currentRequestId();
  return requestId === null ? {} : { requestId };
}

/**
 * One JSON line, with the request that it belongs to. Facts are ids, codes and counts; should a name, number, address
 * or secret be among them all the same, it is masked.
 */
export function log(level: LogLevel, event: string, facts: Record<string, unknown> = {}): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(threshold)) return;
  const requestId = currentRequestId();
  const masked = mask(facts) as Record<string, unknown>; // an object stays one
  if (level === "error") tallyError(event, masked["error"], requestId);
  const line = JSON.stringify({ level, event, ...(requestId ? { requestId } : {}), ...masked });
  if (level === "error" || level === "warn") console.error(line);
  else console.log(line);
}

/** What may be told of a fault: its class and message, without the stack's paths. */
export function faultFacts(error: unknown): { error: string } {
  return { error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : "unknown" };
}
