import { describe, expect, it } from "vitest";
import { scenarios } from "../../sandbox/scenarios/index.ts";
import { demo } from "./fake-worker.ts";
import { aStage, play, post } from "./support.ts";

const vendor = "vapi";
const key = { authorization: `Bearer ${demo.vapi.apiKey}`, "content-type": "application/json" };

describe("a call that the sandbox places by way of Vapi", () => {
  it.each(scenarios.flatMap(({ id }) => (["de", "en"] as const).map((language) => ({ scenario: id, language }))))(
    "ends like the same call by way of Retell: $scenario, $language",
    async (order) => {
      const [one, other] = [aStage(), aStage()];
      const { result: atRetell } = await play(one.sandbox, order);
      const { result: atVapi } = await play(other.sandbox, { ...order, vendor });
      expect(atVapi).toMatchObject({ successful: true, failures: [] });
      expect({ ...atVapi, callId: "" }).toEqual({ ...atRetell, callId: "" });
      expect(other.worker.taken).toEqual(one.worker.taken);
    },
  );

  it("asks for an assistant, and tells its story in server messages, all signed", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { scenario: "book", vendor });
    expect(worker.received.every(({ verified }) => verified)).toBe(true);
    const events = worker.events();
    expect(events.slice(0, 2)).toEqual(["assistant-request", "in-progress"]);
    expect(events.slice(-2)).toEqual(["ended", "end-of-call-report"]);
    const { message } = worker.received.at(-1)?.body ?? {};
    expect(message).toMatchObject({
      endedReason: "assistant-ended-call",
      analysis: { successEvaluation: "true" },
      call: { status: "ended", assistantOverrides: { metadata: { tenant_id: "ten_1" } } },
    });
    expect(message.artifact.messages.map(({ role }: { role: string }) => role)).toEqual(
      expect.arrayContaining(["system", "bot", "user", "tool_calls", "tool_call_result"]),
    );
  });

  it("is cut off when no assistant is named, and says so to the business", async () => {
    const { worker, sandbox } = aStage();
    worker.assistantReply = { error: "Not here." };
    const { result } = await play(sandbox, { scenario: "book", vendor });
    expect(result).toMatchObject({ outcome: "rejected", successful: false });
    expect(worker.received.at(-1)?.body.message).toMatchObject({
      status: "ended",
      endedReason: "assistant-request-returned-error",
    });
  });

  it("fails when a tool call is not answered with status 200, or in several lines", async () => {
    for (const answer of [new Response("{}", { status: 201 }), Response.json({ results: [] })]) {
      const { worker, sandbox } = aStage();
      worker.intercept = ({ body }) => (body.message.type === "tool-calls" ? answer.clone() : undefined);
      const { result } = await play(sandbox, { scenario: "book", vendor });
      expect(result).toMatchObject({ outcome: "failed", successful: false });
    }
  });

  it("can be told something while it goes on, at an address of its own that needs no key", async () => {
    const { worker, sandbox } = aStage();
    const message = { role: "system", content: "Help is on its way." };
    worker.intercept = ({ body }) => {
      const { controlUrl } = body.message.call.monitor ?? {};
      const order = { type: "add-message", message, triggerResponseEnabled: true };
      if (body.message.type === "tool-calls") void post(sandbox, new URL(controlUrl).pathname, order);
      return undefined;
    };
    await play(sandbox, { scenario: "emergency", vendor });
    const { messages } = worker.received.at(-1)?.body.message.artifact ?? {};
    expect(messages).toContainEqual(expect.objectContaining({ role: "system", message: message.content }));
  });

  it("is refused by the business when its messages are tampered with or old", async () => {
    const { worker, sandbox } = aStage();
    const { result } = await play(sandbox, { scenario: "book", vendor, deliver: { tamper: true } });
    expect(result.successful).toBe(false);
    expect(worker.received.some(({ verified }) => verified)).toBe(false);
  });
});

describe("Vapi's API in the sandbox", () => {
  const ask = (sandbox: ReturnType<typeof aStage>["sandbox"], method: string, path: string, body?: unknown) =>
    Promise.resolve(
      sandbox.app.request(`/vapi${path}`, { method, headers: key, ...(body ? { body: JSON.stringify(body) } : {}) }),
    );

  it("keeps assistants, numbers and calls, one key's apart from another's", async () => {
    const { sandbox } = aStage();
    const made = (await (await ask(sandbox, "POST", "/assistant", { name: "A" })).json()) as { id: string };
    const number = { provider: "twilio", number: "+493023125777", twilioAccountSid: "AC1", assistantId: made.id };
    const phone = await ask(sandbox, "POST", "/phone-number", number);
    expect(phone.status).toBe(201);
    expect((await ask(sandbox, "POST", "/phone-number", number)).status).toBe(400);
    const { id: phoneNumberId } = (await phone.json()) as { id: string };
    const call = { assistantId: made.id, phoneNumberId, customer: { number: "+493023125999" } };
    expect(await (await ask(sandbox, "POST", "/call", call)).json()).toMatchObject({ status: "queued" });
    expect(await (await ask(sandbox, "GET", `/call?assistantId=${made.id}`)).json()).toHaveLength(1);
    expect((await ask(sandbox, "PATCH", `/assistant/${made.id}`, { name: "B" })).status).toBe(200);
    const foreign = { authorization: "Bearer another-private-key-1" };
    expect((await sandbox.app.request(`/vapi/assistant/${made.id}`, { headers: foreign })).status).toBe(404);
    expect((await sandbox.app.request("/vapi/assistant")).status).toBe(401);
  });

  it("plays faults, and a recording behind a link that needs no key", async () => {
    const { sandbox } = aStage();
    const { result } = await play(sandbox, { scenario: "book", vendor });
    const recording = await ask(sandbox, "GET", `/call/${result.callId}/mono-recording`);
    expect(recording.status).toBe(302);
    const { pathname } = new URL(recording.headers.get("location") ?? "");
    expect((await sandbox.app.request(pathname)).headers.get("content-type")).toBe("audio/wav");
    await post(sandbox, "/control/faults", { vendor, kind: "status", status: 429, times: 1 });
    const refused = await ask(sandbox, "GET", "/assistant");
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ statusCode: 429 });
  });
});
