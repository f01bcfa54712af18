import { describe, expect, it } from "vitest";
import { aClient, aStage, play } from "./support.ts";

const isHook = (path: string) => path.endsWith("/con_demo");

describe("deliveries to the Worker", () => {
  it("retries a refused webhook three times and then reports it", async () => {
    const { worker, sandbox } = aStage();
    worker.intercept = ({ body }) => (body.event === "call_ended" ? new Response(null, { status: 503 }) : undefined);
    const { result } = await play(sandbox, {});
    expect(worker.events().filter((one) => one === "call_ended")).toHaveLength(4);
    expect(result).toMatchObject({ outcome: "booked", successful: false, failures: ["call_ended: answered 503"] });
  });

  it("does not repeat a function call", async () => {
    const { worker, sandbox } = aStage();
    worker.intercept = ({ body }) => (body.name ? new Response(null, { status: 500 }) : undefined);
    const { result } = await play(sandbox, {});
    expect(worker.events().filter((one) => one === "list_services")).toHaveLength(1);
    expect(result.outcome).toBe("failed");
  });

  it("sends each webhook twice", async () => {
    const { worker, sandbox } = aStage();
    const { events } = await play(sandbox, { deliver: { duplicate: true } });
    const hooks = worker.received.filter((one) => isHook(one.path));
    expect(hooks.length).toBe(events.filter((event) => event.type === "webhook").length);
    for (const event of ["call_started", "call_ended", "call_analyzed"]) {
      expect(hooks.filter((one) => one.body.event === event)).toHaveLength(2);
    }
  });

  it("holds webhooks back and shuffles them", async () => {
    const { worker, sandbox } = aStage();
    const { result } = await play(sandbox, { deliver: { shuffle: true } });
    const hooks = worker.received.filter((one) => isHook(one.path)).map((one) => one.body.event);
    expect(worker.events().indexOf("book_appointment")).toBeLessThan(worker.events().indexOf(hooks[0]));
    expect(hooks.slice(-2)).not.toEqual(["call_ended", "call_analyzed"]);
    expect(result.successful).toBe(true);
  });

  it.each([{ tamper: true }, { staleMs: 301_000 }])("is refused throughout with %j", async (deliver) => {
    const { worker, sandbox } = aStage();
    const { result } = await play(sandbox, { deliver });
    expect(worker.received.some((one) => one.verified)).toBe(false);
    expect(worker.taken.size).toBe(0);
    expect(result).toMatchObject({ outcome: "failed", successful: false });
  });

  it("notices when a doubled function call is answered in two ways", async () => {
    const { sandbox } = aStage();
    const { result } = await play(sandbox, { deliver: { duplicateFunctions: true } });
    expect(result.failures).toEqual(["book_appointment: two answers to one function call"]); // the fake is not idempotent
  });

  it("follows the agent: another webhook_url, fewer events", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, {});
    worker.received.length = 0;
    const webhook_url = "http://worker.test/webhooks/retell/con_other";
    await aClient(sandbox).agent.update("agent_demo", { webhook_url, webhook_events: ["call_ended"] });
    await play(sandbox, {});
    const hooks = worker.received.filter((one) => one.body.event !== "call_inbound" && !one.body.name);
    expect(hooks.map((one) => [one.path, one.body.event])).toEqual([["/webhooks/retell/con_other", "call_ended"]]);
  });
});
