import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { crons, dueTimes, NIGHTLY_CRON, nextDue, SWEEP_CRON } from "../../../src/domain/operations/crons.ts";
import { queueOf } from "../../../src/domain/operations/queue-names.ts";
import { redact } from "../../../src/domain/operations/redact.ts";

const at = (text: string) => Date.parse(text);
const texts = (times: number[]) => times.map((time) => new Date(time).toISOString());

describe("a cron", () => {
  it("is due at its minutes, in UTC", () => {
    expect(texts(dueTimes(SWEEP_CRON, at("2026-11-28T12:01:00Z"), at("2026-11-28T12:15:00Z")))).toEqual([
      "2026-11-28T12:05:00.000Z",
      "2026-11-28T12:10:00.000Z",
    ]);
    expect(texts(dueTimes(NIGHTLY_CRON, at("2026-11-28T00:00:00Z"), at("2026-11-30T00:00:00Z")))).toEqual([
      "2026-11-28T03:17:00.000Z",
      "2026-11-29T03:17:00.000Z",
    ]);
    expect(dueTimes("0 0 31 2 *", at("2026-01-01T00:00:00Z"), at("2026-03-08T00:00:00Z"))).toEqual([]);
    expect(texts(dueTimes("0,30 6 * * 1", at("2026-11-30T00:00:00Z"), at("2026-12-01T00:00:00Z")))).toHaveLength(2);
  });

  it("is due next after now, never now", () => {
    expect(nextDue(SWEEP_CRON, at("2026-11-28T12:05:00Z"))).toBe(at("2026-11-28T12:10:00Z"));
    expect(nextDue(NIGHTLY_CRON, at("2026-11-28T03:17:30Z"))).toBe(at("2026-11-29T03:17:00Z"));
    expect(nextDue("0 0 30 2 *", at("2026-11-28T00:00:00Z"))).toBeNull();
  });

  it("is one of wrangler.toml, in every environment", () => {
    const named = [...readFileSync("wrangler.toml", "utf8").matchAll(/^crons = (\[.*\])$/gm)];
    expect(named).toHaveLength(3);
    for (const [, list] of named) expect(JSON.parse(list ?? "")).toEqual(crons.map(({ cron }) => cron));
  });
});

describe("a dead letter", () => {
  it.each([
    ["webhooks", "webhooks"],
    ["webhooks-dlq", "webhooks"],
    ["events-dlq-production", "events"],
    ["jobs-staging", "jobs"],
    ["billing-dlq", null],
    ["", null],
  ])("of %s goes to %s", (name, queue) => {
    expect(queueOf(name)).toBe(queue);
  });

  it("shows its shape, ids and numbers, and of any other text only its length", () => {
    const id = "evt_01m8h5vtnve7xtw5pf45jwwp4r";
    const body = {
      type: "webhook_received",
      eventId: id,
      attempts: 3,
      note: "Call Erika on +4915112345678",
      status: "Erika Musterfrau is ill", // not one word of ours
      list: ["secret", id, null, true],
      "Erika Musterfrau": 1,
      deep: { a: { b: { c: { d: { e: { f: "x" } } } } } },
    };
    const shown = JSON.stringify(redact(body));
    expect(shown).not.toMatch(/Erika|4915|secret|ill/);
    expect(redact(body)).toMatchObject({
      type: "webhook_received",
      eventId: id,
      attempts: 3,
      note: "[28 characters]",
      status: "[23 characters]",
      list: ["[6 characters]", id, null, true],
      "[name]": 1,
    });
    expect(redact("x".repeat(9_999))).toBe("[9999 characters]");
  });
});
