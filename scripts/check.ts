import { exec } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

/** `npm run check`: all that package.json calls `check:…`, two at a time, because each keeps about one core busy. */
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }; // as npm reads it
const waiting = Object.keys(scripts).filter((name) => name.startsWith("check:"));

await Promise.all([runAll(), runAll()]);

async function runAll(): Promise<void> {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const startedAt = Date.now();
    const complaint = await complaintOf(name);
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
    console.log(`  ${name} ${complaint === null ? "passed" : "failed"} after ${seconds} s`);
    if (complaint === null) continue;
    console.log(complaint);
    process.exitCode = 1;
  }
}

/** What a check printed, in one piece. Null when it passed. */
async function complaintOf(name: string): Promise<string | null> {
  try {
    await promisify(exec)(`npm run --silent ${name}`, { maxBuffer: 64 * 1_024 * 1_024 });
    return null;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as Error & { stdout?: string; stderr?: string }; // as exec throws it
    return stdout + stderr || message;
  }
}
