import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/processes.ts";

const WRANGLER = join("node_modules", "wrangler", "bin", "wrangler.js");
const QUIET = { CI: "1", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" };

/** The script that `wrangler deploy` would upload, as a file below `directory`. `entry` takes the place of `main`. */
export async function bundleWorker(configPath: string, directory: string, entry?: string): Promise<string> {
  const assets = join(directory, "no-assets");
  const outdir = join(directory, "bundle");
  mkdirSync(assets, { recursive: true });
  // The dashboard is not measured, so its files need not have been built.
  const args = [WRANGLER, "deploy", "--dry-run", "--config", configPath, "--outdir", outdir, "--assets", assets];
  await run("wrangler deploy --dry-run", [...args, "--env", "", ...(entry ? [entry] : [])], QUIET);
  const script = readdirSync(outdir).find((name) => name.endsWith(".js")); // named after the entry point
  if (!script) throw new Error(`wrangler left no script in ${outdir}`);
  return join(outdir, script);
}
