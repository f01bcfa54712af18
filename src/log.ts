const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];

let threshold: LogLevel = "info";

/** Set by `configOf` from LOG_LEVEL, once per isolate. */
export function setLogLevel(level: LogLevel): void {
  threshold = level;
}

/** One JSON line. Facts are ids, codes and counts; never names, numbers, addresses or secrets. */
export function log(level: LogLevel, event: string, facts: Record<string, unknown> = {}): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(threshold)) return;
  const line = JSON.stringify({ level, event, ...facts });
  if (level === "error" || level === "warn") console.error(line);
  else console.log(line);
}

/** What may be told of a fault: its class and message, without the stack's paths. */
export function faultFacts(error: unknown): { error: string } {
  return { error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : "unknown" };
}
