import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

/** A long-running part of the demo, in a process group of its own so that it can be stopped with all its children. */
export type Service = { name: string; child: ChildProcess; exited: Promise<number | null> };

type ServiceOptions = { env?: Record<string, string>; cwd?: string };

/** Starts a TypeScript file or a package's program with the Node that runs this script. */
export function startService(name: string, args: string[], { env, cwd }: ServiceOptions = {}): Service {
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { name, child, exited };
}

/** Ends a service with everything it started: politely first, for good after `graceMs`. */
export async function stopService({ child, exited }: Service, graceMs = 3_000): Promise<void> {
  signalGroup(child, "SIGTERM");
  const timeout = new Promise((resolve) => setTimeout(resolve, graceMs, "late").unref());
  if ((await Promise.race([exited, timeout])) === "late") signalGroup(child, "SIGKILL");
  await exited;
  signalGroup(child, "SIGKILL"); // children that outlived their parent
}

/** Sends a signal to the service and to everything it started. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Runs a program to its end. Throws with its output when it fails. */
export async function run(name: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const service = startService(name, args, { env });
  const output: string[] = [];
  for (const stream of [service.child.stdout, service.child.stderr]) {
    stream?.on("data", (chunk) => output.push(String(chunk)));
  }
  const code = await service.exited;
  if (code !== 0) throw new Error(`${name} failed with code ${code}:\n${output.join("")}`);
  return output.join("");
}

/** Can somebody listen there? Asked on both loopback addresses, because either one taken breaks the demo. */
export async function isPortFree(port: number): Promise<boolean> {
  const answers = await Promise.all(["127.0.0.1", "::1"].map((host) => canListen(port, host)));
  return answers.every(Boolean);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE"));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Waits until a URL answers 2xx. Throws when the service ends first or the time is up. */
export async function untilHealthy(url: string, service: Service, timeoutMs = 60_000): Promise<void> {
  let ended: number | null | undefined;
  void service.exited.then((code) => {
    ended = code;
  });
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    if (ended !== undefined) throw new Error(`${service.name} ended with code ${ended} before it answered`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${service.name} did not answer at ${url} within ${timeoutMs / 1_000} s`);
}
