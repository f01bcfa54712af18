import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../sandbox/server.ts";
import { demo } from "./fake-worker.ts";
import { aClient, aStage, play } from "./support.ts";

const open = {
  async retell(sandbox: Sandbox): Promise<string> {
    return (await aClient(sandbox).call.createWebCall({ agent_id: demo.retell.agentId })).call_id;
  },
  async vapi(sandbox: Sandbox): Promise<string> {
    const headers = { authorization: `Bearer ${demo.vapi.apiKey}`, "content-type": "application/json" };
    const body = JSON.stringify({ assistantId: demo.vapi.assistantId });
    const answer = await sandbox.app.request("/vapi/call", { method: "POST", headers, body });
    return ((await answer.json()) as { id: string }).id;
  },
};

describe.each(["retell", "vapi"] as const)("a web call by way of %s", (vendor) => {
  it("is joined once, and talks, books and ends like any call, with no number on the line", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { vendor }); // sets the demo's agent up
    worker.received.length = 0;
    const webCall = await open[vendor](sandbox);
    const { result } = await play(sandbox, { vendor, webCall });
    expect(result).toMatchObject({ callId: webCall, outcome: "booked", successful: true, failures: [] });
    expect(worker.received.every(({ verified }) => verified)).toBe(true);
    expect(worker.events()).not.toContain("call_inbound");
    const told = JSON.stringify(worker.received);
    expect(told).toContain(vendor === "retell" ? '"call_type":"web_call"' : '"type":"webCall"');
    expect(told).not.toContain("+493023125");
    await expect(play(sandbox, { vendor, webCall })).rejects.toThrow("waits for somebody to join");
  });

  it("has the caller say a number and confirm it, when the business asks for one", async () => {
    const { worker, sandbox } = aStage();
    await play(sandbox, { vendor });
    worker.numberNeeded = true;
    const { events, result } = await play(sandbox, { vendor, webCall: await open[vendor](sandbox) });
    expect(result).toMatchObject({ outcome: "booked", successful: true });
    const booked = events.filter((event) => event.type === "function" && event.name === "book_appointment");
    expect(booked.map((event) => event.type === "function" && event.code)).toEqual([
      "phone_needed",
      "confirm_needed",
      undefined,
    ]);
  });
});
