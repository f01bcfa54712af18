import { createAdaptorServer } from "@hono/node-server";
import Retell from "retell-sdk";
import { describe, expect, it } from "vitest";
import { createSandbox } from "../../sandbox/server.ts";
import { demo } from "./fake-worker.ts";
import { aClient, aStage, play, post } from "./support.ts";

describe("faults", () => {
  it("refuses with the status and Retry-After asked for, as often as asked for", async () => {
    const { sandbox } = aStage();
    const order = {
      vendor: "retell",
      path: "/list-voices",
      kind: "status",
      status: 429,
      retryAfterSeconds: 2,
      times: 1,
    };
    expect((await post(sandbox, "/control/faults", order)).status).toBe(201);
    const client = aClient(sandbox);
    await client.concurrency.retrieve();
    const refused = await client.voice.list().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Retell.RateLimitError);
    expect((refused as InstanceType<typeof Retell.RateLimitError>).headers?.get("retry-after")).toBe("2");
    await client.voice.list();
    expect(sandbox.requests.list().filter((one) => one.fault === "status")).toHaveLength(1);
  });

  it("handles a duplicated request twice", async () => {
    const { sandbox } = aStage();
    sandbox.faults.add({ vendor: "retell", path: "/create-retell-llm", kind: "duplicate", times: 1 });
    await aClient(sandbox).llm.create({});
    expect((await aClient(sandbox).llm.list()).items).toHaveLength(2);
  });

  it("is slow when told so", async () => {
    const { sandbox, slept } = aStage();
    sandbox.faults.add({ vendor: "retell", kind: "slow", delayMs: 900, times: 1 });
    await aClient(sandbox).voice.list();
    expect(slept.ms).toBe(900);
  });

  it.each(["drop", "timeout"] as const)("%s cuts the connection", async (kind) => {
    const { sandbox } = aStage();
    sandbox.faults.add({ vendor: "retell", kind, delayMs: 1 });
    await expect(aClient(sandbox).voice.list()).rejects.toThrow();
    expect(sandbox.requests.list()[0]).toMatchObject({ status: null, fault: kind });
  });

  it("is listed, removed one by one, and cleared", async () => {
    const { sandbox } = aStage();
    const { id } = sandbox.faults.add({ vendor: "retell", kind: "drop" });
    sandbox.faults.add({ vendor: "retell", kind: "slow" });
    const remove = () => sandbox.app.request(`/control/faults/${id}`, { method: "DELETE" });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    const listed = await (await sandbox.app.request("/control/faults")).json();
    expect(listed.faults).toMatchObject([{ kind: "slow", hits: 0 }]);
    await sandbox.app.request("/control/faults", { method: "DELETE" });
    expect(sandbox.faults.list()).toEqual([]);
  });
});

describe("control", () => {
  it.each([
    { path: "/control/faults", body: { vendor: "retell", kind: "melt" }, field: "kind" },
    { path: "/control/faults", body: { vendor: "nobody", kind: "drop" }, field: "vendor" },
    { path: "/control/faults", body: { vendor: "retell", kind: "drop", often: 3 }, field: "often" },
    { path: "/control/calls", body: { scenario: "sing" }, field: "scenario" },
    { path: "/control/calls", body: { language: "fr" }, field: "language" },
    { path: "/control/calls", body: { deliver: { staleMs: -1 } }, field: "deliver.staleMs" },
    { path: "/control/calls", body: { vendor: "bland" }, field: "vendor" },
  ])("$path names the bad field $field", async ({ path, body, field }) => {
    const response = await post(aStage().sandbox, path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_body", errors: [{ field }] });
  });

  it("streams a call as lines of JSON, from the ring to the end", async () => {
    const { sandbox } = aStage();
    const response = await post(sandbox, "/control/calls", { scenario: "book", pace: 0 });
    expect(response.headers.get("content-type")).toContain("application/x-ndjson");
    const lines = (await response.text()).trim().split("\n");
    const events = lines.map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ type: "call", scenario: "book", at: expect.any(Number) });
    expect(events.at(-1)).toMatchObject({ type: "done", outcome: "booked" });
    const { calls } = await (await sandbox.app.request("/control/calls")).json();
    expect(calls).toMatchObject([{ state: "successful", callId: events[0].callId }]);
    const remembered = await (await sandbox.app.request(`/control/calls/${events[0].callId}`)).json();
    expect(remembered.events).toEqual(events);
  });

  it("says plainly that there is no demo business yet", async () => {
    const sandbox = createSandbox({ demo: "/nowhere/.demo.json" });
    const response = await post(sandbox, "/control/calls", {});
    expect(response.status).toBe(503);
    expect((await response.json()).title).toContain('Run "npm start"');
    expect(await (await sandbox.app.request("/")).text()).toContain("There is no demo business yet");
  });

  it("forgets everything on reset", async () => {
    const { sandbox } = aStage();
    await play(sandbox, {});
    sandbox.faults.add({ vendor: "retell", kind: "slow" });
    await aClient(sandbox)
      .llm.create({})
      .catch(() => undefined);
    expect((await sandbox.app.request("/control/reset", { method: "POST" })).status).toBe(204);
    expect([sandbox.calls.list(), sandbox.faults.list(), sandbox.requests.list()]).toEqual([[], [], []]);
    expect((await aClient(sandbox).call.list()).items).toEqual([]);
  });

  it("does not obey a page of another site, nor a form", async () => {
    const { sandbox } = aStage();
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await sandbox.app.request("/control/reset", { method: "POST", headers })).status).toBe(403);
    expect((await sandbox.app.request("/control/calls", { method: "POST", body: "{}" })).status).toBe(415);
  });
});

describe("the page", () => {
  it("offers every scenario and shows calls, faults and requests, escaped", async () => {
    const { sandbox } = aStage();
    await play(sandbox, {});
    sandbox.faults.add({ vendor: "retell", path: "/<script>", kind: "drop" });
    const response = await sandbox.app.request("/");
    const markup = await response.text();
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(markup.match(/data-scenario=/g)).toHaveLength(11);
    expect(markup).toContain("/&lt;script&gt;");
    expect(markup).toContain("its confirmation appears here");
    for (const asset of ["/sandbox.js", "/sandbox.css"]) expect((await sandbox.app.request(asset)).status).toBe(200);
  });
});

describe("on a port", () => {
  it("drops the socket of a dropped request and answers the next", async () => {
    const sandbox = createSandbox({ demo });
    const server = createAdaptorServer({ fetch: sandbox.app.fetch });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const client = new Retell({
      apiKey: demo.retell.apiKey,
      baseURL: `http://127.0.0.1:${port}/retell`,
      maxRetries: 0,
    });
    sandbox.faults.add({ vendor: "retell", kind: "drop", times: 1 });
    await expect(client.voice.list()).rejects.toBeInstanceOf(Retell.APIConnectionError);
    expect((await client.voice.list()).length).toBeGreaterThan(3);
    await new Promise((resolve) => server.close(resolve));
  });
});
