import { cpus } from "node:os";
import type { ComparisonResult, SideResult } from "./measure.ts";
import type { Verdict } from "./verdict.ts";

const COLUMNS = ["", "clients", "side", "req/s", "p50 ms", "p95 ms", "p99 ms", "CPU µs", "errors", "ratio (low-high)"];
const RIGHT_ALIGNED_FROM = 3;

export function machineLine(): string {
  const all = cpus();
  return `${all.length} cores (${all[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}, ${process.platform}`;
}

/** Two lines for each comparison: ours with the ratio, and what it is compared with. */
export function table(results: readonly ComparisonResult[]): string {
  const rows = results.flatMap(({ comparison, connections, product, bare, ratio }) => [
    [comparison.name, String(connections), "product", ...numbers(product), spread(ratio)],
    [`  against ${comparison.against}`, String(connections), "bare", ...numbers(bare), ""],
  ]);
  const widths = COLUMNS.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i < RIGHT_ALIGNED_FROM ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ");
  return [COLUMNS, ...rows].map((row) => line(row).trimEnd()).join("\n");
}

/** What was aimed at, and whether it was met. */
export function verdicts(results: readonly ComparisonResult[]): string {
  const lines = results.flatMap(({ comparison, connections, product, ratio }) => {
    const { name, aim, p95At16 } = comparison;
    const title = `${name}, ${connections} ${connections === 1 ? "client" : "clients"}`;
    const share = `${title}: ${ratio.median.toFixed(2)} of bare, aim ${aim}`;
    const tail = `${title}: p95 ${product.p95.toFixed(1)} ms, aim below ${p95At16} ms`;
    return [
      ...(aim === undefined ? [] : [verdictLine({ met: ratio.median >= aim, text: share })]),
      ...(p95At16 === undefined || connections !== 16 ? [] : [verdictLine({ met: product.p95 < p95At16, text: tail })]),
    ];
  });
  return lines.join("\n");
}

export function failures(results: readonly ComparisonResult[]): string[] {
  return results.flatMap(({ comparison, product, bare }) =>
    [product, bare]
      .filter(({ errors }) => errors > 0)
      .map(({ errors, firstError }) => `${comparison.name}: ${errors} wrong answers, the first: ${firstError}`),
  );
}

export function verdictLine({ met, text }: Verdict): string {
  const word = met === null ? "      " : met ? "met   " : "MISSED";
  return `  ${word}  ${text}`;
}

function numbers({ rate, p50, p95, p99, cpuMicros, errors }: SideResult): string[] {
  const milliseconds = [p50, p95, p99].map((value) => value.toFixed(3));
  return [rate.toFixed(0), ...milliseconds, cpuMicros?.toFixed(0) ?? "-", String(errors)];
}

function spread({ median, low, high }: ComparisonResult["ratio"]): string {
  return `${median.toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`;
}
