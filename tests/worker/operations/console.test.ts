import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import worker from "../../../src/index.ts";
import { log } from "../../../src/log.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { keepErrors } from "../../../src/use-cases/operations/keep-errors.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookedBy, outcomeOf } from "../../support/worker/client.ts";
import { aKey, anOperatorKey, aUserId, request } from "../../support/worker/credentials.ts";
import { aDeadLetter } from "../../support/worker/quarantine.ts";
import { aReceiver } from "../../support/worker/receiver.ts";
import { CALLER, postRetell } from "../../support/worker/retell.ts";
import { callEnded } from "../../support/worker/retell-events.ts";
import { aMessage } from "../../support/worker/senders.ts";

let key = "";
beforeAll(async () => {
  key = await anOperatorKey();
});
afterEach(() => vi.restoreAllMocks());

const operate = (path: string, body?: object) => request(`/api/v1/operations${path}`, body ? { key, body } : { key });
const read = async <T>(path: string) => (await operate(path)).json<T>();
type Items<T> = { items: T[]; nextCursor: string | null };

describe("dead letters", () => {
  it("are listed without what they say, and shown without anything personal", async () => {
    const id = await aDeadLetter(await aTenant(), "jobs-dlq-staging");
    const { items } = await read<Items<{ id: string; goesTo: string }>>("/dead-letters?queue=jobs-dlq-staging");
    expect(items).toMatchObject([{ id, goesTo: "jobs" }]);
    const shown = await read<{ body: unknown }>(`/dead-letters/${id}`);
    expect(shown.body).toMatchObject({ type: "webhook_received", name: "[16 characters]", count: 3 });
    expect(JSON.stringify([items, shown])).not.toContain("Erika");
    expect(await outcomeOf(await operate(`/dead-letters/${newId("dlt")}`))).toBe("404 not_found");
  });

  it("go to their queue again, whole, and are gone; those that cannot are told", async () => {
    const tenant = await aTenant();
    const sent: unknown[] = [];
    vi.spyOn(env.EVENTS, "send").mockImplementation(async (body) => {
      sent.push(body);
      return {} as QueueSendResponse;
    });
    const [mine, lost] = [await aDeadLetter(tenant, "events-dlq"), await aDeadLetter(tenant, "billing-dlq")];
    const unknown = newId("dlt");
    const response = await operate("/dead-letters/replay", { ids: [mine, lost, unknown, mine] });
    expect(await response.json()).toEqual({
      settled: [mine],
      refused: [
        { id: lost, code: "no_queue" },
        { id: unknown, code: "not_found" },
      ],
    });
    expect(sent).toMatchObject([{ tenantId: tenant.tenantId, name: "Erika Musterfrau" }]);
    expect(await outcomeOf(await operate(`/dead-letters/${mine}`))).toBe("404 not_found");
    const query = "SELECT action FROM audit_log WHERE subject_id = ?";
    expect(await env.DB.prepare(query).bind(mine).first("action")).toBe("dead_letter.replayed");
  });

  it("stay when their queue refuses them", async () => {
    const id = await aDeadLetter(await aTenant(), "events-dlq");
    vi.spyOn(env.EVENTS, "send").mockRejectedValue(new Error("the queue is down"));
    expect((await operate("/dead-letters/replay", { ids: [id] })).status).toBe(500);
    expect((await operate(`/dead-letters/${id}`)).status).toBe(200);
  });

  it("are discarded, one or many", async () => {
    const tenant = await aTenant();
    const ids = [await aDeadLetter(tenant), await aDeadLetter(tenant)];
    expect(await (await operate("/dead-letters/discard", { ids })).json()).toEqual({ settled: ids, refused: [] });
    for (const id of ids) expect((await operate(`/dead-letters/${id}`)).status).toBe(404);
    expect(await outcomeOf(await operate("/dead-letters/discard", { ids: [] }))).toBe("400 invalid_input");
  });

  it("come in pages", async () => {
    const tenant = await aTenant();
    for (let count = 0; count < 3; count++) await aDeadLetter(tenant, "paging-dlq");
    const first = await read<Items<{ id: string }>>("/dead-letters?queue=paging-dlq&limit=2");
    const rest = await read<Items<{ id: string }>>(`/dead-letters?queue=paging-dlq&limit=2&cursor=${first.nextCursor}`);
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(3);
  });
});

describe("providers' events", () => {
  it("are listed by status and tenant, and applied again when they failed", async () => {
    const tenant = await aTenant();
    await postRetell(tenant, "", callEnded(tenant));
    await vi.waitFor(async () => {
      const { items } = await read<Items<unknown>>(`/webhook-events?tenantId=${tenant.tenantId}&status=processed`);
      expect(items).toHaveLength(1);
    });
    await env.DB.prepare(
      "UPDATE webhook_events SET status = 'failed', last_error = 'no answer for erika@example.com' WHERE tenant_id = ?",
    )
      .bind(tenant.tenantId)
      .run();
    const path = `/webhook-events?tenantId=${tenant.tenantId}&status=failed`;
    const text = await (await operate(path)).text();
    expect(text).not.toMatch(/erika|15112345678|sealed/);
    const { items } = JSON.parse(text) as Items<{ id: string; tenantName: string }>;
    expect(items.map(({ tenantName }) => tenantName)).toEqual(["Salon"]);
    expect((await operate(`/webhook-events/${items[0]?.id}/replay`, {})).status).toBe(204);
    await vi.waitFor(async () => {
      const query = "SELECT status FROM webhook_events WHERE tenant_id = ?";
      expect(await env.DB.prepare(query).bind(tenant.tenantId).first("status")).toBe("processed");
    });
    const again = await operate(`/webhook-events/${items[0]?.id}/replay`, {});
    expect(await outcomeOf(again)).toBe("409 wrong_status");
  });
});

describe("messages", () => {
  it("are listed with the business's name, and neither words nor addresses", async () => {
    const tenant = await aTenant();
    const id = await aMessage(tenant, { body: { text: "See you, Erika" } });
    const text = await (await operate(`/messages?tenantId=${tenant.tenantId}`)).text();
    const { items } = JSON.parse(text) as Items<object>;
    expect(items).toMatchObject([{ id, tenantId: tenant.tenantId, tenantName: "Salon", channel: "sms" }]);
    expect(text).not.toMatch(/Erika|15112345678|sealed/);
    expect((await request("/api/v1/operations/messages", { key: await aKey(tenant) })).status).toBe(403);
  });
});

describe("calls", () => {
  it("are listed with the business's name, and neither numbers nor words", async () => {
    const tenant = await aTenant();
    await postRetell(tenant, "", callEnded(tenant));
    const read = async () => (await operate(`/calls?status=ended&tenantId=${tenant.tenantId}`)).text();
    const text = await vi.waitFor(async () => {
      const { items } = JSON.parse(await read()) as Items<object>;
      expect(items).toMatchObject([{ tenantId: tenant.tenantId, tenantName: "Salon", provider: "retell" }]);
      return read();
    });
    expect(text).not.toContain(CALLER);
    expect(text).not.toMatch(/sealed|summary|transcript/i);
    expect((await request("/api/v1/operations/calls", { key: await aKey(tenant) })).status).toBe(403);
  });
});

describe("crons", () => {
  const cronOf = async (cron: string) => {
    type View = {
      cron: string;
      last: { status: string } | null;
      lastFailed: unknown;
      nextAt: string;
      missed: string[];
    };
    const { items } = await read<Items<View>>("/crons");
    return items.find((each) => each.cron === cron);
  };
  const runAt = (cron: string, scheduledTime: number) =>
    worker.scheduled(createScheduledController({ cron, scheduledTime: new Date(scheduledTime) }), env);

  it("tell how they ran last, when they run next, and what they missed", async () => {
    await env.DB.prepare("DELETE FROM cron_runs").run();
    const cron = "*/5 * * * *";
    expect(await cronOf(cron)).toMatchObject({ last: null, missed: [] });
    const tick = Math.floor(Date.now() / 300_000) * 300_000;
    await runAt(cron, tick - 40 * 60_000);
    await runAt(cron, tick);
    const view = await cronOf(cron);
    expect(view).toMatchObject({ last: { dueAt: new Date(tick).toISOString(), status: "ok" }, lastFailed: null });
    expect(view?.nextAt).toBe(new Date(tick + 300_000).toISOString());
    expect(view?.missed).toContain(new Date(tick - 35 * 60_000).toISOString());
    expect(view?.missed).not.toContain(new Date(tick - 40 * 60_000).toISOString());
  });

  it("that fail are noted, and fail for the platform too", async () => {
    const cron = "17 3 * * *";
    vi.spyOn(env.JOBS, "send").mockRejectedValue(new Error("no queue for anna@example.com"));
    await expect(runAt(cron, Date.now())).rejects.toThrow("no queue");
    vi.restoreAllMocks();
    const view = await cronOf(cron);
    expect(view?.last?.status).toBe("failed");
    expect(JSON.stringify(view)).not.toContain("anna");
  });
});

describe("errors", () => {
  it("of one kind are one group, whomever they concern, and nobody can be told from it", async () => {
    const [one, other] = [newId("apt"), newId("apt")];
    log("error", "test_failed", { error: `Error: no room for ${one} of "Erika" at 10:30, call +49 151 12345678` });
    log("error", "test_failed", { error: `Error: no room for ${other} of "Hans" at 11:45, call +49 160 98765432` });
    log("warn", "test_failed", { error: "Error: only a warning" });
    await keepErrors(env);
    log("error", "test_failed", { error: `Error: no room for ${one} of "Ida" at 9:15, call +49 151 12345678` });
    await keepErrors(env);
    const { items } = await read<Items<{ event: string; count: number; message: string }>>("/errors");
    const kinds = items.filter(({ event }) => event === "test_failed");
    expect(kinds).toMatchObject([{ count: 3 }]);
    // Their times and request ids may have any digits.
    expect(items.map(({ message }) => message).join()).not.toMatch(/Erika|Hans|Ida|151|160|apt_/);
  });

  it("of many kinds stay few in memory and in the table", async () => {
    for (let kind = 0; kind < 200; kind++) {
      const letters = String.fromCharCode(97 + (kind % 26), 97 + Math.floor(kind / 26));
      log("error", `kind_${letters}`, { error: letters });
    }
    await keepErrors(env);
    const count = await env.DB.prepare("SELECT count(*) AS n FROM error_groups WHERE event LIKE 'kind_%'").first("n");
    expect(count).toBeLessThanOrEqual(50);
  });
});

describe("the rest of the console", () => {
  it("tells which parts answer and what waits", async () => {
    expect(await read("/health")).toMatchObject({
      status: "ok",
      parts: [
        { name: "database", isOk: true },
        { name: "directory", isOk: true },
        { name: "files", isOk: true },
      ],
    });
    vi.spyOn(env.FILES, "head").mockRejectedValue(new Error("R2 is down"));
    expect(await read("/health")).toMatchObject({ status: "degraded" });
  });

  it("lists the migrations that were applied", async () => {
    const { items } = await read<Items<{ name: string }>>("/migrations");
    expect(items.map(({ name }) => name)).toContain("0000_start.sql");
  });

  it("counts what a tenant has, and says nothing of its customers", async () => {
    aReceiver();
    const client = await aClient();
    await bookedBy(client, { customer: { name: "Erika Musterfrau", phone: CALLER } });
    await client.tenant.calendar().drain(client.tenant.ref);
    const { tenantId } = client.tenant;
    const view = await read<{ counts: Record<string, number> }>(`/tenants/${tenantId}`);
    expect(view.counts).toMatchObject({ branches: 1, staff: 2, appointments: 1, customers: 1 });
    expect(JSON.stringify(view)).not.toMatch(/Erika|15112345678/);
    const { items } = await read<Items<{ id: string }>>("/tenants?limit=100");
    expect(items.length).toBeGreaterThan(0);
    expect(await outcomeOf(await operate(`/tenants/${newId("ten")}`))).toBe("404 not_found");
  });

  it("tells whose credential it is, which key wraps a tenant's, and where its branches are", async () => {
    const { tenantId, branchId } = await aTenant();
    expect(await read("/me")).toEqual({ id: expect.stringMatching(/^key_/), name: null, email: null, language: null });
    const view = await read(`/tenants/${tenantId}`);
    expect(view).toMatchObject({ keyVersion: "1", tier: "pro", branches: [{ id: branchId }] });
  });

  it("counts tenants, and lists users and connections of one tenant or all, without what is sealed", async () => {
    const before = await read<{ tenants: number }>("/figures");
    const tenant = await aTenant();
    await aTenant();
    await postRetell(tenant, "", callEnded(tenant));
    expect(await read("/figures")).toMatchObject({ tenants: before.tenants + 2, calls: expect.any(Number) });
    await aUserId(tenant);
    const { items: users } = await read<Items<{ tenantId: string }>>(`/users?tenantId=${tenant.tenantId}`);
    expect(users).toMatchObject([{ tenantId: tenant.tenantId, disabledAt: null, isVerified: true }]);
    expect(JSON.stringify(users)).not.toMatch(/@|sealed|hash/i);
    const own = await read<Items<object>>(`/connections?tenantId=${tenant.tenantId}`);
    expect(own.items).toMatchObject([{ id: tenant.connectionId, lastEventAt: expect.any(String), disabledAt: null }]);
    expect(JSON.stringify(own)).not.toMatch(/secret[^C]/i);
    const first = await read<Items<{ id: string }>>("/connections?limit=1");
    const second = await read<Items<{ id: string }>>(`/connections?limit=1&cursor=${first.nextCursor}`);
    expect([first.items, second.items].map(({ length }) => length)).toEqual([1, 1]);
    expect(second.items).not.toEqual(first.items);
  });
});
