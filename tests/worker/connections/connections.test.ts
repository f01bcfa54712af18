import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { ConnectionView } from "../../../src/contracts/connections.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aClient, type Client, outcomeOf } from "../../support/worker/client.ts";
import { aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

const CANARY = "key_zebrafink_0123456789abcdef";

async function anOwner(): Promise<Client> {
  const tenant = await aTenant();
  return aClient(tenant, { session: await aSession(tenant, "owner") });
}

const bodyFor = ({ branchId }: TestTenant, apiKey = CANARY) => ({
  name: "Main line",
  defaultBranchId: branchId,
  secret: { provider: "retell", apiKey },
});

async function connected(client: Client): Promise<ConnectionView> {
  const response = await client.send("/connections", { body: bodyFor(client.tenant) });
  expect(response.status).toBe(201);
  return response.json();
}

/** A webhook of Retell by that connection, signed with that key. */
async function called(tenant: TestTenant, connectionId: ConnectionView["id"], retellApiKey: string): Promise<number> {
  const by = { ...tenant, connectionId, retellApiKey };
  return (await postRetell(by, "", callStarted(by))).status;
}

beforeAll(async () => {
  await anOwner();
});

describe("connections", () => {
  it("are made with a credential that works at once, is sealed, and is in no answer", async () => {
    const client = await anOwner();
    const { tenant, send } = client;
    const made = await connected(client);
    expect(made).toMatchObject({ name: "Main line", provider: "retell", isDisabled: false, lastEventAt: null });
    expect(made.webhooks.map(({ url }) => url.replace(/^https?:\/\/[^/]+/, ""))).toEqual([
      `/webhooks/retell/${made.id}`,
      `/webhooks/retell/${made.id}/functions`,
      `/webhooks/retell/${made.id}/inbound`,
    ]);
    expect(await called(tenant, made.id, CANARY)).toBe(204);
    expect(await called(tenant, made.id, "key_other")).toBe(401);

    const answers = [
      made,
      await (await send("/connections")).json(),
      await (await send(`/connections/${made.id}`)).json(),
    ];
    expect(answers[2]).toMatchObject({ lastEventAt: expect.stringMatching(/^20/) });
    const raw = [await rawRows(tenant, "connections"), await rawRows(tenant, "audit_log")];
    const kept = await Promise.all((await env.DIRECTORY.list()).keys.map(({ name }) => env.DIRECTORY.get(name)));
    const answered = JSON.stringify(answers);
    expect(answered).not.toMatch(/secret"|sealed|v1\./i);
    expect(JSON.stringify([answers, raw, kept])).not.toContain("zebrafink");
  });

  it("take a new credential, and the old one is refused at once", async () => {
    const client = await anOwner();
    const made = await connected(client);
    const replace = (body: object) => client.send(`/connections/${made.id}/secret`, { method: "PUT", body });
    expect(await called(client.tenant, made.id, CANARY)).toBe(204);
    expect(await outcomeOf(await replace({ provider: "retell", apiKey: "key_brand_new_1" }))).toBe("200");
    expect(await called(client.tenant, made.id, CANARY)).toBe(401);
    expect(await called(client.tenant, made.id, "key_brand_new_1")).toBe(204);
    const refused = await problemOf(await replace({ provider: "retell", apiKey: "short" }));
    expect(refused.errors?.map(({ field }) => field)).toEqual(["apiKey"]);
    expect(await outcomeOf(await replace({ provider: "vapi", apiKey: CANARY }))).toBe("400 invalid_input");
  });

  it("are disabled, enabled and deleted, each at once, with an audit entry that has no secret", async () => {
    const client = await anOwner();
    const { tenant, send } = client;
    const { id } = await connected(client);
    const patch = (body: object) => send(`/connections/${id}`, { method: "PATCH", body });
    expect(await (await patch({ isDisabled: true })).json()).toMatchObject({ isDisabled: true, name: "Main line" });
    expect(await called(tenant, id, CANARY)).toBe(401);
    expect(await (await patch({ isDisabled: false, name: "Line 1" })).json()).toMatchObject({ isDisabled: false });
    expect(await called(tenant, id, CANARY)).toBe(204);
    expect((await send(`/connections/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await called(tenant, id, CANARY)).toBe(401);
    expect(await env.DIRECTORY.get(`connection/${id}`)).toBeNull();
    expect(await outcomeOf(await send(`/connections/${id}`))).toBe("404 not_found");

    const entries = await rawRows<{ action: string; facts: string; subject_id: string }>(tenant, "audit_log");
    expect(entries.map(({ action, subject_id }) => [action, subject_id])).toEqual(
      ["connection.created", "connection.changed", "connection.changed", "connection.deleted"].map((each) => [
        each,
        id,
      ]),
    );
    expect(JSON.parse(entries[1]?.facts ?? "")).toMatchObject({
      before: { isDisabled: false },
      after: { isDisabled: true },
    });
    expect(JSON.stringify(entries)).not.toContain("Line 1");
  });

  it("are the owner's to write, a manager's to see, and no key's to write", async () => {
    const client = await anOwner();
    const { tenant } = client;
    const manager = await aClient(tenant, { session: await aSession(tenant, "manager") });
    const key = await aClient(tenant);
    expect(await outcomeOf(await manager.send("/connections"))).toBe("200");
    for (const each of [manager, key]) {
      expect(await outcomeOf(await each.send("/connections", { body: bodyFor(tenant) }))).toBe("403 forbidden");
    }
  });
});

describe("abuse 8: another tenant's connection", () => {
  it("cannot be seen, changed, given a credential or deleted, and keeps working", async () => {
    const victim = await anOwner();
    const { id } = await connected(victim);
    const thief = await anOwner();
    const secret = { provider: "retell", apiKey: "key_of_the_thief" };
    const attempts = [
      await thief.send(`/connections/${id}`),
      await thief.send(`/connections/${id}`, { method: "PATCH", body: { isDisabled: true } }),
      await thief.send(`/connections/${id}/secret`, { method: "PUT", body: secret }),
      await thief.send(`/connections/${id}`, { method: "DELETE" }),
    ];
    expect(await Promise.all(attempts.map(outcomeOf))).toEqual(attempts.map(() => "404 not_found"));
    const { items } = await (await thief.send("/connections")).json<{ items: ConnectionView[] }>();
    expect(items.map((each) => each.id)).toEqual([thief.tenant.connectionId]);
    expect(await called(victim.tenant, id, CANARY)).toBe(204);
    expect(await rawRows(thief.tenant, "audit_log")).toEqual([]);
  });
});

describe("abuse 2: another tenant's branch in the body", () => {
  it("is no branch, neither for a new connection nor for an old one", async () => {
    const [mine, other] = [await anOwner(), await aTenant()];
    const planted = { ...bodyFor(mine.tenant), defaultBranchId: other.branchId };
    const create = await mine.send("/connections", { body: planted });
    const path = `/connections/${mine.tenant.connectionId}`;
    const change = await mine.send(path, { method: "PATCH", body: { defaultBranchId: other.branchId } });
    expect(await Promise.all([create, change].map(outcomeOf))).toEqual(["404 not_found", "404 not_found"]);
    expect(await rawRows(mine.tenant, "connections")).toHaveLength(1);
    expect(await rawRows(mine.tenant, "audit_log")).toEqual([]);
    expect((await request("/api/v1/connections")).status).toBe(401);
  });
});
