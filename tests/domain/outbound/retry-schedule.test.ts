import { describe, expect, it } from "vitest";
import { type Answer, decideAttempt, isDead } from "../../../src/domain/outbound/decide-attempt.ts";
import { MAX_ATTEMPTS, nextAttemptAt, readRetryAfter } from "../../../src/domain/outbound/retry-schedule.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const SCHEDULE = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

const answered = (status: number, retryAfterMs: number | null = null): Answer => ({
  kind: "answered",
  status,
  retryAfterMs,
});

describe("the schedule of attempts", () => {
  it("is the one that Standard Webhooks recommends", () => {
    expect(SCHEDULE.map((_, index) => nextAttemptAt(index + 1, NOW, 0))).toEqual(SCHEDULE.map((delay) => NOW + delay));
    expect(MAX_ATTEMPTS).toBe(10);
    expect(nextAttemptAt(10, NOW, 0)).toBeNull();
  });

  it("spreads what failed together by up to a tenth, and never makes it earlier", () => {
    for (const random of [0, 0.3, 0.999]) {
      const at = nextAttemptAt(4, NOW, random) ?? 0;
      expect(at).toBeGreaterThanOrEqual(NOW + 2 * HOUR_MS);
      expect(at).toBeLessThanOrEqual(NOW + 2.2 * HOUR_MS);
    }
    expect(nextAttemptAt(4, NOW, 0.1)).not.toBe(nextAttemptAt(4, NOW, 0.9));
  });

  it("waits as long as the receiver asks, but no longer than a day, and never shorter than planned", () => {
    expect(nextAttemptAt(1, NOW, 0, 60_000)).toBe(NOW + 60_000);
    expect(nextAttemptAt(4, NOW, 0, 60_000)).toBe(NOW + 2 * HOUR_MS);
    expect(nextAttemptAt(1, NOW, 0, 900 * DAY_MS)).toBe(NOW + DAY_MS);
  });
});

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    ["Sat, 28 Nov 2026 12:01:00 GMT", 60_000],
    ["Sat, 28 Nov 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["", null],
    [null, null],
  ])("%s is %s", (header, ms) => {
    expect(readRetryAfter(header, NOW)).toBe(ms);
  });
});

describe("an answer", () => {
  it.each([200, 201, 202, 204, 299])("%i is a success", (status) => {
    expect(decideAttempt(answered(status), 3, NOW, 0)).toMatchObject({ status: "delivered", error: null });
  });

  it.each([
    [301, "redirect"],
    [302, "redirect"],
    [307, "redirect"],
    [304, "redirect"],
    [400, "status_4xx"],
    [401, "status_4xx"],
    [404, "status_4xx"],
    [500, "status_5xx"],
    [599, "status_5xx"],
  ])("%i is a failure that is tried again", (status, error) => {
    const outcome = decideAttempt(answered(status), 0, NOW, 0);
    expect(outcome).toEqual({ status: "pending", nextAttemptAt: NOW + 5_000, error, pausedUntil: null, isGone: false });
  });

  it.each([429, 502, 503, 504])("%i asks for a pause of everything, as long as it says", (status) => {
    const outcome = decideAttempt(answered(status, 90_000), 0, NOW, 0);
    expect(outcome).toMatchObject({ status: "pending", nextAttemptAt: NOW + 90_000, pausedUntil: NOW + 90_000 });
    expect(decideAttempt(answered(status), 0, NOW, 0).pausedUntil).toBe(NOW + 30_000);
    expect(decideAttempt(answered(status, 5 * DAY_MS), 0, NOW, 0).pausedUntil).toBe(NOW + HOUR_MS);
  });

  it("410 ends it, and the endpoint with it", () => {
    const outcome = decideAttempt(answered(410), 0, NOW, 0);
    expect(outcome).toMatchObject({ status: "failed", nextAttemptAt: null, isGone: true });
  });

  it.each(["timeout", "unreachable", "address_refused"] as const)("that did not come (%s) is tried again", (reason) => {
    const outcome = decideAttempt({ kind: "unanswered", reason }, 1, NOW, 0);
    expect(outcome).toMatchObject({ status: "pending", error: reason, nextAttemptAt: NOW + 5 * MINUTE_MS });
  });

  it("is final after the tenth failure", () => {
    expect(decideAttempt(answered(500), 8, NOW, 0).status).toBe("pending");
    expect(decideAttempt(answered(500), 9, NOW, 0)).toMatchObject({ status: "failed", nextAttemptAt: null });
  });
});

describe("an endpoint", () => {
  it.each([
    [null, 100, false],
    [NOW - 3 * DAY_MS + 1, 100, false],
    [NOW - 3 * DAY_MS, 19, false],
    [NOW - 3 * DAY_MS, 20, true],
  ])("failing since %s with %i failures is given up: %s", (failingSince, failures, dead) => {
    expect(isDead({ failingSince, failures }, NOW)).toBe(dead);
  });
});
