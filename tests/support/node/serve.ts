import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { type Service, signalGroup, startService, stopService, untilHealthy } from "../../../scripts/processes.ts";

const PROCESS = fileURLToPath(new URL("worker-process.ts", import.meta.url));

/** What `worker-process.ts` is told. */
export type ServeOptions = {
  /** Of the bindings: a wrangler.toml. */
  configPath: string;
  /** The bundle that `bundleWorker` made. */
  script: string;
  /** Where D1, KV, R2, objects and alarms are stored. */
  stateDir: string;
  port: number;
  /** Vars and secrets, over those of the configuration. */
  bindings: Record<string, string>;
  inspectorPort?: number;
  /** Where D1 answers from a process of its own, as on Cloudflare. Left out, it shares the Worker's thread. */
  d1Port?: number;
};

export type Served = {
  port: number;
  /** Of the process group: Miniflare and its workerd. */
  pid: number;
  stop(): Promise<void>;
  /** SIGKILL for Miniflare and workerd at the same moment, as when the machine loses power. */
  kill(): Promise<void>;
};

/** Serves a bundle in a process group of its own and waits until `healthPath` answers. */
export async function serve(options: ServeOptions, healthPath: string): Promise<Served> {
  mkdirSync(options.stateDir, { recursive: true });
  const service = startService("the served Worker", [PROCESS, JSON.stringify(options)]);
  const complaints = collect(service);
  try {
    await untilHealthy(`http://127.0.0.1:${options.port}${healthPath}`, service);
  } catch (error) {
    await stopService(service);
    throw new Error(`${(error as Error).message}\n${complaints.join("")}`, { cause: error });
  }
  return {
    port: options.port,
    pid: service.child.pid ?? 0,
    stop: () => stopService(service),
    kill: () => kill(service),
  };
}

/** A port that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function kill({ child, exited }: Service): Promise<void> {
  signalGroup(child, "SIGKILL");
  await exited;
}

function collect({ child }: Service): string[] {
  const lines: string[] = [];
  child.stdout?.resume();
  child.stderr?.on("data", (chunk) => {
    lines.push(String(chunk));
    if (lines.length > 50) lines.shift();
  });
  return lines;
}
