import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UpstashLimiter } from "../../../src/providers/limits/upstash.ts";
import { createSandbox, type Sandbox } from "../../sandbox/server.ts";
import { demo } from "./fake-worker.ts";
import { post } from "./support.ts";

const MINUTE = 60_000;
/** The beginning of a window. */
const START = Date.parse("2026-11-21T10:00:00Z");
const limit = { limit: 5, periodSeconds: 60 };

let sandbox: Sandbox;
let limiter: UpstashLimiter;

async function take(times: number, counts = "key_1") {
  const answers = [];
  for (let n = 0; n < times; n++) answers.push(await limiter.take(limit, counts));
  return answers;
}

function asked(): string[] {
  return sandbox.requests
    .list()
    .toReversed()
    .map(({ body }) => String(JSON.parse(body)[0]));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  sandbox = createSandbox({ demo, sleep: (ms) => delay(ms) });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => sandbox.app.request(String(url), init));
  limiter = new UpstashLimiter({ url: "http://sandbox.test/upstash", token: "a-good-token" });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the limiter in Upstash", () => {
  it("lets as many pass as the limit says, tells what remains, and counts each key alone", async () => {
    const answers = await take(6);
    expect(answers.map((answer) => answer?.isAllowed)).toEqual([true, true, true, true, true, false]);
    expect(answers.map((answer) => answer?.remaining)).toEqual([4, 3, 2, 1, 0, 0]);
    expect(answers[0]?.resetAt).toBe(START + MINUTE);
    expect(await take(1, "key_2")).toMatchObject([{ isAllowed: true, remaining: 4 }]);
  });

  it("slides: what was used a moment before the window's end still counts after it", async () => {
    vi.setSystemTime(START + MINUTE - 1_000);
    await take(5);
    vi.setSystemTime(START + MINUTE + 1_000);
    expect((await take(3)).map((answer) => answer?.isAllowed)).toEqual([true, false, false]);
    vi.setSystemTime(START + 3 * MINUTE);
    expect((await take(5)).every((answer) => answer?.isAllowed)).toBe(true);
  });

  it("asks by the script's hash, sends the script once when it is not known, and asks nobody about who is blocked", async () => {
    await take(10);
    expect(asked()).toEqual(["evalsha", "eval", ...Array.from({ length: 5 }, () => "evalsha")]);
  });

  it.each([
    { name: "answers 500", fault: { kind: "status", status: 500 } },
    { name: "answers 429", fault: { kind: "status", status: 429 } },
    { name: "cuts the connection", fault: { kind: "drop" } },
    { name: "is slow", fault: { kind: "slow", delayMs: 1_500 } },
    { name: "never answers", fault: { kind: "timeout" } },
  ])("gives no answer when Upstash $name, is left alone for a while, then asked again", async ({ fault }) => {
    await post(sandbox, "/control/faults", { vendor: "upstash", times: 1, ...fault });
    expect(await take(3)).toEqual([null, null, null]);
    vi.setSystemTime(START + 6_000);
    expect(await take(1)).toMatchObject([{ isAllowed: true }]);
  });

  it("gives no answer when nobody listens there", async () => {
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("connection refused"));
    expect(await take(1)).toEqual([null]);
  });

  it("gives no answer when the token is wrong", async () => {
    limiter = new UpstashLimiter({ url: "http://sandbox.test/upstash", token: "short" });
    expect(await take(1)).toEqual([null]);
  });
});
