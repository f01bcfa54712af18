import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isPortFree, run, type Service, signalGroup, startService } from "../../scripts/processes.ts";
import { freePort } from "../support/node/demo.ts";
import { askApi, placeCall } from "../support/node/place-call.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** What a clone has not: it is installed, built or run there. */
const NOT_CLONED = /^(node_modules|dist|coverage|reports|\.git|\.wrangler|\.dev\.vars|\.demo\.json)(\/|$)/;

/** As whoever has just cloned and installed it: what this builds is not what other tests are served meanwhile. */
function aCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "frontdesk-clone-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(".", folder, { recursive: true, filter: (path) => !NOT_CLONED.test(relative(".", path)) });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

function start(cwd: string, ...args: string[]): Service & { output: () => string } {
  const service = startService("npm start", [join("scripts", "start.ts"), ...args], { cwd });
  const parts: string[] = [];
  for (const stream of [service.child.stdout, service.child.stderr])
    stream?.on("data", (part) => parts.push(`${part}`));
  cleanups.push(() => signalGroup(service.child, "SIGKILL"));
  return { ...service, output: () => parts.join("") };
}

async function untilReady(service: ReturnType<typeof start>): Promise<void> {
  await expect.poll(service.output, { timeout: 90_000, interval: 200 }).toContain("Ctrl-C stops everything");
}

describe("npm start", () => {
  it("names a busy port and how to choose another", async () => {
    const port = await freePort();
    const squatter = createServer().listen(port, "127.0.0.1");
    cleanups.push(() => squatter.close());

    const service = start(".", "--port", String(port));

    expect(await service.exited).toBe(1);
    expect(service.output()).toContain(`Port ${port} is in use`);
    expect(service.output()).toContain("npm start -- --port");
  });

  it("stops all it started on Ctrl-C, and keeps the data for the next time", async () => {
    const folder = aCheckout();
    const ports = [await freePort(), await freePort()] as const;
    const demoFile = join(folder, ".demo.json");
    const options = ["--port", String(ports[0]), "--sandbox-port", String(ports[1])];

    const first = start(folder, ...options);
    await untilReady(first);
    const demo = JSON.parse(readFileSync(demoFile, "utf8"));
    const call = await placeCall(demo, { scenario: "book", language: "en", pace: 0, seed: 3 });
    expect(call.successful).toBe(true);

    first.child.kill("SIGINT");
    await first.exited;
    expect(await Promise.all(ports.map(isPortFree))).toEqual([true, true]);
    const list = ["d1", "migrations", "list", "DB", "--local", "--persist-to", join(folder, ".wrangler", "state")];
    const pending = await run("wrangler", [join("node_modules", "wrangler", "bin", "wrangler.js"), ...list], {
      CI: "1",
    });
    expect(pending).toContain("No migrations to apply");

    const second = start(folder, ...options, "--no-build");
    await untilReady(second);
    const { operatorSetupUrl, ...kept } = JSON.parse(readFileSync(demoFile, "utf8"));
    const { operatorSetupUrl: firstUrl, ...before } = demo;
    expect(kept).toEqual(before);
    expect(operatorSetupUrl).toContain("/admin/setup?token=");
    expect(operatorSetupUrl, "each is good for a day").not.toBe(firstUrl);
    const booked = await askApi<{ status: string }>(demo, `/appointments/${call.appointment?.appointmentId}`);
    expect(booked.status).toBe("confirmed");
    second.child.kill("SIGINT");
    await second.exited;
  }, 180_000);
});
