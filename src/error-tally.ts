import { maskText } from "./mask.ts";

/** Errors of one kind since the tally was last taken. */
export type ErrorTally = {
  /** What makes two errors the same: the event and its message without ids, numbers and quotations. */
  fingerprint: string;
  event: string;
  message: string;
  count: number;
  firstAt: number;
  lastAt: number;
  requestId: string | null;
};

/** Per isolate, between two requests: more kinds than this at once tell no more. */
const MAX_KINDS = 50;
const MAX_CHARS = 200;

const tallies = new Map<string, ErrorTally>();

/** Counts an error in memory; `takeTally` hands it on to storage. */
export function tallyError(event: string, error: unknown, requestId: string | null): void {
  const message = generalise(typeof error === "string" ? error : "");
  const fingerprint = `${event}|${message}`;
  const now = Date.now();
  const known = tallies.get(fingerprint);
  if (!known && tallies.size >= MAX_KINDS) return;
  const { count = 0, firstAt = now } = known ?? {};
  tallies.set(fingerprint, { fingerprint, event, message, count: count + 1, firstAt, lastAt: now, requestId });
}

export function hasTally(): boolean {
  return tallies.size > 0;
}

export function takeTally(): ErrorTally[] {
  const taken = [...tallies.values()];
  tallies.clear();
  return taken;
}

/** Errors that differ in whom they concern are one kind, and nobody can be told from it. */
function generalise(text: string): string {
  return maskText(text.slice(0, 500))
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .replaceAll(/\b[a-z]{3}_[0-9a-z]{26}\b/g, "…")
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "…")
    .replaceAll(/\d+/g, "#")
    .slice(0, MAX_CHARS);
}
