import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/domain/vendors/vendor-answer.ts";
import type { MessageProvider, SendOutcome } from "../../../src/providers/messaging/port.ts";
import { gated } from "../../../src/use-cases/messaging/gated.ts";

const message = { id: "msg_1", to: "+4915112345678", body: { text: "Hi" }, reportUrl: "" };

/** A carrier behind a gate that gives leave or does not, or is away. */
function aGatedCarrier(outcome: SendOutcome, gate: "open" | "shut" | "away") {
  const [asked, told]: [string[], Outcome[]] = [[], []];
  const send = async () => {
    asked.push("vendor");
    return outcome;
  };
  const ask = async () => {
    if (gate === "away") throw new Error("away");
    const refusal = { reason: "circuit_open" as const, retryAt: Date.now() + 60_000 };
    return gate === "open" ? { ok: true as const, value: 1 } : { ok: false as const, error: refusal };
  };
  const report = async (_: number, each: Outcome) => void told.push(each);
  return {
    asked,
    told,
    provider: gated<MessageProvider>({ vendor: "twilio", sendsOnce: false, send }, { ask, report }),
  };
}

describe("a carrier behind its gate", () => {
  it("is not asked while its circuit is open, so that the next one takes the message", async () => {
    const { asked, provider } = aGatedCarrier({ kind: "sent", vendorId: "SM1", segments: 1 }, "shut");
    expect(await provider.send(message)).toMatchObject({ kind: "retry", reason: "circuit_open" });
    expect(asked).toEqual([]);
  });

  it.each([
    { outcome: { kind: "sent", vendorId: "SM1", segments: 1 }, told: "worked" },
    { outcome: { kind: "refused", reason: "code_21211", optedOut: false }, told: "worked" },
    { outcome: { kind: "retry", reason: "code_20429", retryAfterSeconds: 3 }, told: "throttled" },
    { outcome: { kind: "unknown", reason: "no_answer" }, told: "failed" },
  ] as const)("tells it how $outcome.kind went", async ({ outcome, told: kind }) => {
    const { told, provider } = aGatedCarrier(outcome, "open");
    expect(await provider.send(message)).toEqual(outcome);
    expect(told).toMatchObject([{ kind }]);
  });

  it("sends all the same when the gate itself is away", async () => {
    const { asked, provider } = aGatedCarrier({ kind: "sent", vendorId: "SM1", segments: 1 }, "away");
    expect((await provider.send(message)).kind).toBe("sent");
    expect(asked).toEqual(["vendor"]);
  });
});
