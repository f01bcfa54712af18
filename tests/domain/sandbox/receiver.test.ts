import { describe, expect, it } from "vitest";
import { postWebhook } from "../../../src/providers/outbound/post.ts";
import { newWebhookSecret, webhookHeaders } from "../../../src/providers/outbound/sign.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import { aStage } from "./support.ts";

const body = JSON.stringify({ type: "webhook.test", data: { note: "<script>alert(1)</script>" } });

async function post(sandbox: Sandbox, path: string, secret: string): Promise<Response> {
  const headers = await webhookHeaders({ id: "whm_1", body, at: Date.now() }, [secret]);
  return sandbox.app.request(`/receiver/${path}`, { method: "POST", headers, body });
}

const tell = (sandbox: Sandbox, secret: string) =>
  sandbox.app.request("/receiver/secret", { method: "PUT", body: JSON.stringify({ secret }) });

describe("the receiver of the sandbox", () => {
  it("shows what came and whether its signature is good", async () => {
    const { sandbox } = aStage();
    const secret = newWebhookSecret();
    expect((await post(sandbox, "hook", secret)).status).toBe(204); // it knows no secret yet
    expect((await tell(sandbox, secret)).status).toBe(204);
    expect((await post(sandbox, "hook", secret)).status).toBe(204);
    expect((await post(sandbox, "hook", newWebhookSecret())).status).toBe(401);
    const page = await (await sandbox.app.request("/")).text();
    for (const text of ["signature not checked", "signature good", "signature bad", "webhook.test"]) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain("<script>alert(1)");
  });

  it.each([
    ["gone", 410],
    ["broken", 500],
    ["redirect", 302],
    ["slow", 204],
  ])("at /%s answers %i", async (path, status) => {
    const { sandbox } = aStage();
    expect((await post(sandbox, path, newWebhookSecret())).status).toBe(status);
  });
});

describe("a post", () => {
  it("that is never answered ends when its time is up", async () => {
    const fetch = globalThis.fetch;
    globalThis.fetch = ((_: unknown, init?: RequestInit) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      })) as typeof globalThis.fetch;
    expect(await postWebhook("https://a.example.org/", {}, body, 0, 30)).toEqual({ ok: false, error: "timeout" });
    globalThis.fetch = fetch;
  });

  it("whose answer drips for ever ends too", async () => {
    const fetch = globalThis.fetch;
    globalThis.fetch = (async () => new Response(new ReadableStream({ start: () => {} }))) as typeof globalThis.fetch;
    expect(await postWebhook("https://a.example.org/", {}, body, 0, 30)).toEqual({ ok: false, error: "timeout" });
    globalThis.fetch = fetch;
  });
});
