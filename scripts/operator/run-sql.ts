import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../processes.ts";

const WRANGLER = join("node_modules", "wrangler", "bin", "wrangler.js");

export type Target = { env?: string | undefined; state: string };

/** The first column of the first row that a query on the local or the deployed database gives. */
export async function readNumber(target: Target, sql: string): Promise<number> {
  const output = await wrangler(target, ["--command", sql]);
  return Number(/"count":\s*(\d+)/.exec(output)?.[1] ?? 0);
}

/** By a file that only we can read, because a command line is visible to others on the machine. */
export async function runSql(target: Target, sql: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-sql-"));
  try {
    const file = join(folder, "statements.sql");
    writeFileSync(file, sql, { mode: 0o600 });
    await wrangler(target, ["--file", file, "--yes"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wrangler({ env, state }: Target, what: string[]): Promise<string> {
  const where = env ? ["--remote", "--env", env] : ["--local", "--persist-to", state];
  const quiet = { CI: "1", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" };
  return run("wrangler d1 execute", [WRANGLER, "d1", "execute", "DB", ...where, "--json", ...what], quiet);
}
