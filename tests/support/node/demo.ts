import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DemoFile } from "../../../scripts/demo-file.ts";
import { type Service, startService, stopService } from "../../../scripts/processes.ts";

export type RunningDemo = {
  demo: DemoFile;
  stateDir: string;
  output: () => string;
  service: Service;
  stop: () => Promise<void>;
};

const START_TIMEOUT_MS = 120_000;

/** The demo as `npm start` runs it, on free ports and with a state of its own; `npm test` has built the dashboard. */
export async function startDemo(): Promise<RunningDemo> {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-demo-"));
  const demoFile = join(folder, "demo.json");
  const stateDir = join(folder, "state");
  const [port, sandboxPort] = await Promise.all([freePort(), freePort()]);
  const args = ["--no-build", "--port", String(port), "--sandbox-port", String(sandboxPort)];
  const service = startService("demo", [join("scripts", "start.ts"), ...args, "--state", stateDir, "--demo", demoFile]);
  const chunks: string[] = [];
  for (const stream of [service.child.stdout, service.child.stderr])
    stream?.on("data", (part) => chunks.push(`${part}`));
  const output = () => chunks.join("");
  await untilPrinted(service, output, "Ctrl-C stops everything");
  const demo = JSON.parse(readFileSync(demoFile, "utf8")) as DemoFile; // `writeDemoFile` made it
  const stop = async () => {
    await stopService(service, 10_000);
    rmSync(folder, { recursive: true, force: true });
  };
  return { demo, stateDir, output, service, stop };
}

async function untilPrinted(service: Service, output: () => string, text: string): Promise<void> {
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; ) {
    if (output().includes(text)) return;
    const pause = new Promise((resolve) => setTimeout(resolve, 100, "waited"));
    if ((await Promise.race([service.exited, pause])) !== "waited") break;
  }
  throw new Error(`the demo did not start:\n${output()}`);
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
