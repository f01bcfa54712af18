import { expect, it } from "vitest";
import { err, ok } from "../../../../src/domain/result.ts";
import { isVendorAddress } from "../../../../src/domain/voice/recording-address.ts";
import type { Ask } from "../../../../src/providers/voice/agents/port.ts";
import { vapiCalls } from "../../../../src/providers/voice/calls/vapi-calls.ts";

const CONTROL = "https://phone-call-websocket.aws-us-west-2-backend-production1.vapi.ai/1/control";

/** A vendor that answers from a list, and notes what it was asked. */
function answering(...answers: unknown[]) {
  const asked: Parameters<Ask>[0][] = [];
  const ask: Ask = async (request) => {
    asked.push(request);
    return asked.length > answers.length ? err({ reason: "unreachable" }) : ok(answers[asked.length - 1]);
  };
  return { asked, calls: vapiCalls(ask) };
}

it("an agent is told something at the address that Vapi names for the call", async () => {
  const { asked, calls } = answering({ id: "1", monitor: { controlUrl: CONTROL } }, {});
  expect((await calls.tell("1", "Help is on its way.")).ok).toBe(true);
  const message = { role: "system", content: "Help is on its way." };
  expect(asked).toEqual([
    { method: "GET", path: "/call/1" },
    { method: "POST", path: CONTROL, json: { type: "add-message", message, triggerResponseEnabled: true } },
  ]);
});

it("nothing is sent where Vapi names none", async () => {
  const { asked, calls } = answering({ id: "1" }, {});
  expect((await calls.tell("1", "Help is on its way.")).ok).toBe(false);
  expect(asked).toHaveLength(1);
});

it.each([
  [CONTROL, true],
  ["https://vapi-recordings.s3.us-west-2.amazonaws.com/1/control", false],
  ["https://vapi.ai.evil.example/1/control", false],
  ["http://storage.vapi.ai/1/control", false],
])("only the vendor's own hosts are asked: %s", (address, isAllowed) => {
  expect(isVendorAddress(address, "vapi", "https://api.vapi.ai")).toBe(isAllowed);
});

it("a web call is joined where Vapi says, in either place in which it says it", async () => {
  const url = "https://vapi.daily.co/abc";
  const opened = async (answer: object) => {
    const call = await answering({ id: "1", ...answer }).calls.openWebCall({ agentId: "a", metadata: {} });
    return call.ok ? call.value.url : "refused";
  };
  expect(await opened({ webCallUrl: url })).toBe(url);
  expect(await opened({ transport: { provider: "daily", callUrl: url } })).toBe(url);
  expect(await opened({})).toBeNull();
});
