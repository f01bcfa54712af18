import { vi } from "vitest";

const METHODS = ["log", "info", "warn", "error", "debug", "trace"] as const;

/** Everything that is written to the console from now on, until `vi.restoreAllMocks()`. Objects share the console. */
export function captureConsole(): string[] {
  const lines: string[] = [];
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      lines.push(parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" "));
    });
  }
  return lines;
}

export type LogLine = { level: string; event: string; requestId?: string; requestIds?: string[] } & Record<
  string,
  unknown
>;

/** The lines of ours about a request, whether it caused them alone or with others. */
export function linesOf(lines: readonly string[], requestId: string): LogLine[] {
  return lines
    .map((line) => JSON.parse(line) as LogLine) // `log` writes nothing else
    .filter((line) => line.requestId === requestId || line.requestIds?.includes(requestId));
}
