import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { voiceFunctions } from "../../../../src/contracts/voice.ts";
import type {
  AgentDriftView,
  AgentVersionDetailView,
  AgentVersionView,
} from "../../../../src/contracts/voice-agents.ts";
import { aTenant, type TestTenant } from "../../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../../support/worker/client.ts";
import { aSession, problemOf } from "../../../support/worker/credentials.ts";
import { rawRows } from "../../../support/worker/rows.ts";
import { playVendors } from "../../../support/worker/vendors.ts";

type Line = { client: Client; tenant: TestTenant; connectionId: string; apiKey: string };
type Stage = ReturnType<typeof playVendors>;

const API_KEY = "vapi-private-key-0123456789";

async function aRetellLine(): Promise<Line> {
  const tenant = await aTenant();
  const client = await aClient(tenant, { session: await aSession(tenant, "owner") });
  return { client, tenant, connectionId: tenant.connectionId, apiKey: tenant.retellApiKey };
}

async function aVapiLine(): Promise<Line> {
  const line = await aRetellLine();
  const secret = { provider: "vapi", method: "bearer", secret: "webhook-token-0123456789" };
  const body = { name: "Vapi", defaultBranchId: line.tenant.branchId, secret };
  const { id: connectionId } = await (await line.client.send("/connections", { body })).json<{ id: string }>();
  const apiKey = `${API_KEY}-${connectionId}`;
  const set = await line.client.send(`/connections/${connectionId}/api-key`, { method: "PUT", body: { apiKey } });
  expect(await set.json()).toMatchObject({ hasApiKey: true });
  return { ...line, connectionId, apiKey };
}

const lines = [
  { provider: "retell", aLine: aRetellLine, agents: "https://api.retellai.com" },
  { provider: "vapi", aLine: aVapiLine, agents: "https://api.vapi.ai" },
] as const;

const pathOf = ({ tenant }: Line, rest: string) => `/voice/agents/${tenant.branchId}${rest}`;
const publish = (line: Line, more = {}) =>
  line.client.send(pathOf(line, "/publish"), { body: { connectionId: line.connectionId, ...more } });
const published = async (line: Line) => {
  const response = await publish(line);
  expect(response.status).toBe(200);
  return response.json<AgentVersionView>();
};
const versionsOf = async (line: Line) =>
  (await (await line.client.send(pathOf(line, "/versions"))).json<{ items: AgentVersionView[] }>()).items;
const driftOf = async (line: Line) =>
  (await line.client.send(pathOf(line, `/drift?connectionId=${line.connectionId}`))).json<AgentDriftView>();
const renameService = (line: Line, name: string) =>
  line.client.send(`/services/${line.tenant.cut}`, { method: "PATCH", body: { name } });

/** As somebody would in the vendor's own dashboard. */
async function changeAtVendor(provider: "retell" | "vapi", line: Line, agentId: string): Promise<void> {
  const headers = { authorization: `Bearer ${line.apiKey}`, "content-type": "application/json" };
  const ask = (method: string, url: string, body: object) =>
    fetch(url, { method, headers, body: JSON.stringify(body) }).then((answer) => answer.json<Record<string, never>>());
  if (provider === "vapi") {
    await ask("PATCH", `https://api.vapi.ai/assistant/${agentId}`, { firstMessage: "Yo." });
    return;
  }
  const api = "https://api.retellai.com";
  const draft = await ask("POST", `${api}/create-agent-version/${agentId}`, { base_version: 0 });
  const { llm_id, version } = draft["response_engine"] as unknown as { llm_id: string; version: number };
  await ask("PATCH", `${api}/update-retell-llm/${llm_id}?version=${version}`, { begin_message: "Yo." });
  await fetch(`${api}/publish-agent-version/${agentId}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ version: draft["version"] }),
  });
}

let stage: Stage;
beforeAll(async () => {
  await aTenant();
});
beforeEach(() => {
  stage = playVendors();
});
afterEach(() => vi.restoreAllMocks());

describe.each(lines)("an agent at $provider", ({ provider, aLine }) => {
  it("is made of the business's own data, says that it is an AI, knows every function, and speaks for its branch", async () => {
    const line = await aLine();
    const version = await published(line);
    expect(version).toMatchObject({
      number: 1,
      state: "published",
      isLive: true,
      provider,
      agentId: expect.any(String),
    });
    const { plan } = await (
      await line.client.send(pathOf(line, `/versions/${version.id}`))
    ).json<AgentVersionDetailView>();
    expect(plan.greeting).toMatch(
      /^Hello, this is Salon\. You are speaking with an artificial intelligence\..*recorded/,
    );
    expect(plan.prompt).toContain("Cut, 45 minutes");
    expect(plan.prompt).toContain("Colour, 60 minutes");
    expect(plan.tools.map(({ name }) => name)).toEqual(Object.keys(voiceFunctions));
    const told = stage.asked.map(({ body }) => body).join("\n");
    expect(told).toContain(`/webhooks/${provider}/${line.connectionId}`);
    expect(told).toContain("Cut, 45 minutes");
    expect(await driftOf(line)).toMatchObject({ isStale: false, drift: [] });
    const audit = await rawRows<{ action: string }>(line.tenant, "audit_log");
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["agent_version.begun", "agent_version.published"]),
    );
  });

  it("is not touched when nothing has changed, is a new version when something has, and goes back to an old one", async () => {
    const line = await aLine();
    const first = await published(line);
    const before = stage.asked.length;
    expect(await published(line)).toEqual(first);
    expect(stage.asked.length).toBe(before);
    await renameService(line, "Haircut");
    expect(await driftOf(line)).toMatchObject({ isStale: true, drift: [] });
    const second = await published(line);
    expect(second).toMatchObject({ number: 2, isLive: true, agentId: first.agentId });
    const back = await line.client.send(pathOf(line, "/rollback"), { body: { versionId: first.id } });
    expect(await back.json()).toMatchObject({ number: 3, isLive: true, restoredFrom: 1, checksum: first.checksum });
    expect((await versionsOf(line)).map(({ number, isLive }) => [number, isLive])).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ]);
  });

  it("shows what somebody has changed at the vendor", async () => {
    const line = await aLine();
    const { agentId } = await published(line);
    await changeAtVendor(provider, line, agentId ?? "");
    const { drift } = await driftOf(line);
    expect(drift).toMatchObject([{ field: "greeting", theirs: "Yo." }]);
  });

  it("is never half made: each step that fails leaves the version before, and the next attempt goes on from there", async () => {
    const line = await aLine();
    const first = await published(line);
    await renameService(line, "Haircut");
    const attempts = async () => stage.asked.filter(({ method, status }) => method !== "GET" && status < 300).length;
    const failures = [500, 429, 400];
    for (const [index, status] of failures.entries()) {
      let writes = 0;
      stage.spoil.before = ({ method }) =>
        method !== "GET" && writes++ >= (provider === "retell" ? index : 0)
          ? new Response("{}", { status, headers: { "retry-after": "0" } })
          : null;
      const problem = await problemOf(await publish(line));
      expect(problem).toMatchObject({ status: 502, code: "vendor_failed" });
      const [latest, live] = await versionsOf(line);
      expect(latest).toMatchObject({ number: 2, state: "failed", isLive: false, error: expect.any(String) });
      expect(live).toMatchObject({ id: first.id, isLive: true });
    }
    stage.spoil.before = () => null;
    const done = await attempts();
    expect(await published(line)).toMatchObject({ number: 2, state: "published", agentId: first.agentId });
    expect((await attempts()) - done).toBe(provider === "retell" ? 3 : 1);
    expect(await versionsOf(line)).toHaveLength(2);
  });

  it("is published by one of many who press at once", async () => {
    const line = await aLine();
    const outcomes = await Promise.all(Array.from({ length: 5 }, async () => outcomeOf(await publish(line))));
    expect(outcomes.filter((each) => each === "200")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["200", "409 already_publishing"]));
    expect(stage.asked.filter(({ path }) => /create-agent$|^\/assistant$/.test(path))).toHaveLength(1);
  });
});

describe("an agent at Vapi whose webhooks are signed", () => {
  const SECRET = "signing-secret-0123456789";
  const hmac = (secret: string) => ({ provider: "vapi", method: "hmac", secret });

  async function aSignedLine(more = {}): Promise<Line> {
    const line = await aRetellLine();
    const body = { name: "Vapi", defaultBranchId: line.tenant.branchId, secret: hmac(SECRET) };
    const { id: connectionId } = await (await line.client.send("/connections", { body })).json<{ id: string }>();
    const apiKey = `${API_KEY}-${connectionId}`;
    await line.client.send(`/connections/${connectionId}/api-key`, { method: "PUT", body: { apiKey, ...more } });
    return { ...line, connectionId, apiKey };
  }
  const credentials = () => stage.asked.filter(({ path }) => path === "/credential");
  const lastBody = () => stage.asked.at(-1)?.body ?? "";

  it("names a credential that is made at Vapi once for each secret, and that signs by it", async () => {
    const line = await aSignedLine();
    await published(line);
    expect(credentials().map(({ body }) => JSON.parse(body ?? ""))).toEqual([
      {
        provider: "webhook",
        name: expect.stringMatching(/^Frontdesk con_/),
        authenticationPlan: { type: "hmac", secretKey: SECRET, algorithm: "sha256" },
      },
    ]);
    const server = (JSON.parse(lastBody()) as { server: { credentialId: string } }).server;
    expect(server.credentialId).toEqual(expect.any(String));
    await renameService(line, "Haircut");
    await published(line);
    expect(credentials()).toHaveLength(1);
    expect(lastBody()).toContain(server.credentialId);

    const replaced = await line.client.send(`/connections/${line.connectionId}/secret`, {
      method: "PUT",
      body: hmac(`new-${SECRET}`),
    });
    expect(replaced.status).toBe(200);
    expect(await published(line)).toMatchObject({ number: 3, isLive: true });
    expect(credentials()).toHaveLength(2);
    expect(lastBody()).not.toContain(server.credentialId);
    const audit = await rawRows<{ action: string }>(line.tenant, "audit_log");
    expect(audit.filter(({ action }) => action === "connection.credential_made")).toHaveLength(2);
    const raw = JSON.stringify([audit, await rawRows(line.tenant, "connections")]);
    expect(raw).not.toContain(SECRET);
  });

  it("is not made without one: what Vapi says is told, and publishing again goes on", async () => {
    const line = await aSignedLine();
    stage.spoil.before = ({ path }) =>
      path === "/credential" ? Response.json({ message: "no credentials here" }, { status: 400 }) : null;
    expect(await problemOf(await publish(line))).toMatchObject({
      code: "vendor_failed",
      detail: expect.stringContaining("no credentials here"),
    });
    expect(stage.asked.filter(({ path, method }) => method === "POST" && path === "/assistant")).toEqual([]);
    stage.spoil.before = () => null;
    expect(await published(line)).toMatchObject({ number: 1, state: "published" });
  });

  it("keeps a credential that somebody has named", async () => {
    const line = await aSignedLine({ webhookCredential: "cred-own" });
    await published(line);
    expect(credentials()).toEqual([]);
    expect(lastBody()).toContain('"credentialId":"cred-own"');
  });
});

describe("what stands in the way", () => {
  it("is said: no key at Vapi, two connections, a key that was taken back", async () => {
    const line = await aRetellLine();
    const secret = { provider: "vapi", method: "hmac", secret: "signing-secret-0123456789" };
    const body = { name: "Vapi", defaultBranchId: line.tenant.branchId, secret };
    const { id } = await (await line.client.send("/connections", { body })).json<{ id: string }>();
    expect(await outcomeOf(await publish(line, { connectionId: undefined }))).toBe("409 connection_needed");
    expect(await outcomeOf(await publish(line, { connectionId: id }))).toBe("409 not_configured");
    const put = (apiKey: object) => line.client.send(`/connections/${id}/api-key`, { method: "PUT", body: apiKey });
    await put({ apiKey: `revoked-${API_KEY}`, webhookCredential: "cred-1" });
    expect((await problemOf(await publish(line, { connectionId: id }))) as object).toMatchObject({ status: 502 });
    await put({ apiKey: API_KEY, webhookCredential: "cred-1" });
    expect(await outcomeOf(await publish(line, { connectionId: id }))).toBe("200");
    expect(stage.asked.at(-1)?.body).toContain('"credentialId":"cred-1"');
    const raw = JSON.stringify([await rawRows(line.tenant, "connections"), await rawRows(line.tenant, "audit_log")]);
    expect(raw).not.toContain(API_KEY);
  });

  it("is another tenant's branch, connection or version", async () => {
    const [line, other] = [await aRetellLine(), await aRetellLine()];
    const version = await published(line);
    const stolen = { ...other, connectionId: line.connectionId };
    const attempts = [
      await publish(stolen),
      await other.client.send(pathOf(line, "/publish"), { body: {} }),
      await other.client.send(pathOf(line, "/versions")),
      await other.client.send(pathOf(other, `/versions/${version.id}`)),
      await other.client.send(pathOf(other, "/rollback"), { body: { versionId: version.id } }),
    ];
    expect(await Promise.all(attempts.map(outcomeOf))).toEqual(attempts.map(() => "404 not_found"));
    expect(await versionsOf(other)).toEqual([]);
  });
});
