import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aStage } from "./support.ts";

const script = fileURLToPath(new URL("../../../scripts/call.ts", import.meta.url));
const { sandbox } = aStage();
const server = createAdaptorServer({ fetch: sandbox.app.fetch });
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function run(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { timeout: 10_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr });
    });
  });
}

describe("npm run call", () => {
  it("prints the dialogue, the functions with their latency, and the appointment, without colours in a pipe", async () => {
    const { code, out } = await run("--sandbox", url, "--pace", "0", "--scenario", "slot-taken", "--seed", "4");
    expect(out).toMatch(/ {2}Agent {3}Guten Tag, hier ist Salon Probe/);
    expect(out).toMatch(/book_appointment .* slot_taken {2}\d+ ms/);
    expect(out).toContain("Dienstag, 24. November 2026");
    expect(out.includes("\u001b[")).toBe(false);
    expect(code).toBe(0);
  });

  it("lists the scenarios", async () => {
    const { code, out } = await run("--sandbox", url, "--list");
    expect(out).toContain("hangup-during-hold");
    expect(code).toBe(0);
  });

  it.each([
    { args: ["--scenario", "sing"], says: "--scenario: must be one of book" },
    { args: ["--pace", "slow"], says: '--pace must be a number, not "slow"' },
    { args: ["--sandbox", "http://127.0.0.1:1"], says: "No sandbox answers at http://127.0.0.1:1" },
  ])("fails with $says", async ({ args, says }) => {
    const { code, out } = await run("--sandbox", url, ...args);
    expect(out).toContain(says);
    expect(code).toBe(1);
  });
});
