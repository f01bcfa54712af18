import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../../../src/http/app.ts";
import { request } from "../../support/worker/credentials.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { ORIGIN } from "../../support/worker/retell.ts";

type Health = {
  status: string;
  version: string;
  checks: { configuration: { variable: string; rule: string }[]; database: boolean };
};

/** The Worker as it would run with these variables; undefined leaves one out. */
async function healthWith(changes: Record<string, unknown>): Promise<{ status: number; text: string; health: Health }> {
  const changed: Record<string, unknown> = { ...env, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete changed[name];
  const response = await createApp().fetch(new Request(`${ORIGIN}/health`), changed as never, createExecutionContext());
  const text = await response.text();
  return { status: response.status, text, health: JSON.parse(text) as Health };
}

beforeAll(async () => {
  await request("/health");
});
afterEach(() => vi.restoreAllMocks());

describe("/health", () => {
  it("is well, in public and uncached, when all is set up", async () => {
    const response = await request("/health");
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ status: "ok", checks: { configuration: [], database: true } });
  });

  it.each([
    { variable: "DATA_KEY_V1", value: undefined },
    { variable: "DATA_KEY_V1", value: "c2hvcnQtc2VjcmV0LWNhbmFyeQ==" },
    { variable: "DATA_KEY_V1", value: "not base64 canary!" },
    { variable: "PASSWORD_PEPPER", value: undefined },
    { variable: "PASSWORD_PEPPER", value: "canary" },
    { variable: "PUBLIC_URL", value: undefined },
    { variable: "PUBLIC_URL", value: "canary.example.com" },
    { variable: "PUBLIC_URL", value: "https://canary.example.com/" },
    { variable: "ENVIRONMENT", value: "canary" },
    { variable: "LOG_LEVEL", value: "canary" },
    { variable: "DB", value: undefined },
    { variable: "DIRECTORY", value: undefined },
    { variable: "BRANCH_CALENDAR", value: undefined },
    { variable: "WEBHOOKS", value: undefined },
    { variable: "RL_REPORTS", value: undefined },
  ])("names $variable when it is $value, and never a value", async ({ variable, value }) => {
    const { status, text, health } = await healthWith({ [variable]: value });
    expect([status, health.status]).toEqual([503, "misconfigured"]);
    expect(health.checks.configuration.map((each) => each.variable)).toEqual([variable]);
    expect(health.checks.configuration[0]?.rule).not.toBe("");
    if (value !== undefined) expect(text).not.toContain(value);
    for (const secret of [env.DATA_KEY_V1, env.PASSWORD_PEPPER]) expect(text).not.toContain(secret);
  });

  it("names everything that is wrong at once", async () => {
    const { health } = await healthWith({ DATA_KEY_V1: undefined, PUBLIC_URL: "x", FILES: undefined });
    const named = health.checks.configuration.map(({ variable }) => variable);
    expect(named.sort()).toEqual(["DATA_KEY_V1", "FILES", "PUBLIC_URL"]);
  });

  it("is degraded, not down, while D1 does not answer: calls are still booked", async () => {
    breakD1();
    const response = await request("/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "degraded", checks: { database: false } });
  });

  it("does not wait for a database that hangs", async () => {
    vi.spyOn(env.DB, "prepare").mockReturnValue({ first: () => new Promise(() => {}) } as never);
    expect(await (await request("/health")).json()).toMatchObject({ status: "degraded" });
  });
});

describe("a Worker that is set up wrongly", () => {
  it("answers nothing that needs the variable, and tells no client which one", async () => {
    const broken = { ...env, DATA_KEY_V1: "canary" } as never;
    const form = { email: "a@example.com", password: "canary-password" };
    const login = new Request(`${ORIGIN}/login`, { method: "POST", body: new URLSearchParams(form) });
    const response = await createApp().fetch(login, broken, createExecutionContext());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/DATA_KEY|canary/);
  });
});
