import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { takeStrict } from "../../../src/use-cases/identity/strict-limit.ts";
import { travel } from "../../support/worker/outages.ts";

const limit = { name: "test", limit: 5, periodSeconds: 60 };
const refused = { ok: false, error: { reason: "too_many_attempts", retryAfterSeconds: expect.any(Number) } };

let names: string[] = [];

/** The object that counted last. */
function counter() {
  return env.RATE_COUNTER.getByName(names.at(-1) ?? "");
}

function take(key: string, times: number) {
  return Promise.all(Array.from({ length: times }, () => takeStrict(env, limit, key)));
}

beforeAll(() => takeStrict(env, limit, "warm"));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  names = [];
});

function watchNames(): void {
  const getByName = env.RATE_COUNTER.getByName.bind(env.RATE_COUNTER);
  vi.spyOn(env.RATE_COUNTER, "getByName").mockImplementation((name) => {
    names.push(name);
    return getByName(name);
  });
}

describe("a strict limit", () => {
  it("lets exactly as many of 50 parallel attempts pass as it says", async () => {
    const outcomes = await take(crypto.randomUUID(), 50);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(5);
    expect(outcomes.filter(({ ok }) => !ok)[0]).toEqual(refused);
  });

  it("counts each key and each limit alone", async () => {
    const key = crypto.randomUUID();
    await take(key, 5);
    expect(await takeStrict(env, limit, key)).toEqual(refused);
    expect(await takeStrict(env, limit, `${key}-other`)).toEqual({ ok: true, value: undefined });
    expect(await takeStrict(env, { ...limit, name: "test.other" }, key)).toEqual({ ok: true, value: undefined });
  });

  it("slides: an attempt is free again when the oldest no longer counts, and only one", async () => {
    const key = crypto.randomUUID();
    await take(key, 4);
    travel(40_000);
    await take(key, 1);
    travel(30_000); // 70 s after the first four, 30 s after the fifth
    expect((await take(key, 10)).filter(({ ok }) => ok)).toHaveLength(4);
  });

  it("tells how long to wait, and refused attempts do not make it longer", async () => {
    const key = crypto.randomUUID();
    await take(key, 5);
    travel(50_000);
    const [first] = await take(key, 20);
    expect(first).toEqual({ ok: false, error: { reason: "too_many_attempts", retryAfterSeconds: 10 } });
    travel(11_000);
    expect(await takeStrict(env, limit, key)).toEqual({ ok: true, value: undefined });
  });

  it("keeps at most as many attempts as the limit, and empties itself when none counts", async () => {
    watchNames();
    const key = crypto.randomUUID();
    await take(key, 30);
    const kept = () => runInDurableObject(counter(), (_, { storage }) => [...storage.kv.list()].flat(2));
    expect(await kept()).toHaveLength(1 + 5);
    expect(await runDurableObjectAlarm(counter())).toBe(true); // too early: it sets itself anew
    expect(await kept()).toHaveLength(1 + 5);
    travel(61_000);
    expect(await runDurableObjectAlarm(counter())).toBe(true);
    expect(await kept()).toEqual([]);
    expect(await takeStrict(env, limit, key)).toEqual({ ok: true, value: undefined });
  });

  it("does not show the key in the name of the object", async () => {
    watchNames();
    await takeStrict(env, limit, "203.0.113.7");
    expect(names).toEqual([expect.stringMatching(/^test\/[\w-]{43}$/)]);
  });

  it("fails closed when the counter is away (abuse case 29)", async () => {
    vi.spyOn(env.RATE_COUNTER, "getByName").mockImplementation(() => {
      throw new Error("away");
    });
    expect(await takeStrict(env, limit, "anybody")).toEqual(refused);
  });

  it("fails closed when the counter never answers (abuse case 29)", async () => {
    vi.spyOn(scheduler, "wait").mockResolvedValue(); // as if the patience were over
    const silent = { take: () => new Promise(() => undefined) };
    vi.spyOn(env.RATE_COUNTER, "getByName").mockReturnValue(
      // Only `take` is asked for.
      silent as unknown as ReturnType<typeof env.RATE_COUNTER.getByName>,
    );
    expect(await takeStrict(env, limit, "anybody")).toEqual(refused);
  });
});
