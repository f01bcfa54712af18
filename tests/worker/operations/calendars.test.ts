import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { PlatformAccountDetailView, PlatformMirrorView } from "../../../src/contracts/calendar-operations.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import { hasRollout } from "../../../src/use-cases/operations/rollouts.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aCalendarAccount } from "../../support/worker/calendar-accounts.ts";
import { anOperatorKey, problemOf, request } from "../../support/worker/credentials.ts";
import { anOwner, playGoogle } from "../../support/worker/google.ts";
import { rawRows } from "../../support/worker/rows.ts";

const PATH = "/api/v1/operations";
let key: string;
const ask = (path: string, body?: object, method?: string) =>
  request(`${PATH}${path}`, { key, ...(body ? { body } : {}), ...(method ? { method } : {}) });

beforeAll(async () => {
  key = await anOperatorKey();
});
afterEach(() => vi.restoreAllMocks());

describe("the calendars of all businesses", () => {
  it("are listed with what was given up, and none of their names", async () => {
    const tenant = await aTenant();
    const { accountId, mirrorId } = await aCalendarAccount(tenant);
    const { items } = await (await ask(`/calendar-accounts?tenantId=${tenant.tenantId}`)).json<{ items: object[] }>();
    expect(items).toMatchObject([{ id: accountId, state: "connected", dead: 1, waiting: 0, failing: 0 }]);
    expect(JSON.stringify(items)).not.toContain("Anna");
    const detail = await (await ask(`/calendar-accounts/${accountId}`)).json<PlatformAccountDetailView>();
    expect(detail.gate).toMatchObject({ perMinute: 300, burst: 20, left: 20, circuit: "closed" });
    const dead = await (await ask(`/calendar-mirrors?tenantId=${tenant.tenantId}`)).json<{
      items: PlatformMirrorView[];
    }>();
    expect(dead.items.map(({ id }) => id)).toEqual([mirrorId]);
  });

  it("are written again or left as they are, one or many, and the tenant's own log has who did it", async () => {
    playGoogle();
    const [tenant, other] = [await aTenant(), await aTenant()];
    const [{ mirrorId: first }, { mirrorId: second }] = [await aCalendarAccount(tenant), await aCalendarAccount(other)];
    const unknown = `${first.slice(0, -4)}0000`;
    const again = await ask("/calendar-mirrors/replay", { ids: [first, unknown] });
    expect(await again.json()).toEqual({ settled: [first], refused: [{ id: unknown, code: "not_found" }] });
    const left = await ask("/calendar-mirrors/discard", { ids: [second] });
    expect(await left.json()).toEqual({ settled: [second], refused: [] });
    const state = env.DB.prepare("SELECT state FROM calendar_mirrors WHERE id = ?").bind(second).first("state");
    expect(await state).toBe("discarded");
    const actions = async (of: typeof tenant) =>
      (await rawRows<{ action: string }>(of, "audit_log")).map(({ action }) => action);
    expect(await actions(tenant)).toContain("calendar_mirror.replayed");
    expect(await actions(other)).toContain("calendar_mirror.discarded");
  });
});

describe("a test of an account", () => {
  it("tells how many calendars there are, and notes at once that it is cut off", async () => {
    const { spoil } = playGoogle();
    const owner = await anOwner();
    const { accountId } = await aCalendarAccount(owner.tenant);
    const test = async () => (await owner.send(`/calendar-accounts/${accountId}/test`, { body: {} })).json();
    spoil.before = ({ url }) =>
      url.includes("calendarList") ? Response.json({ items: [{ id: "a", summary: "A", accessRole: "owner" }] }) : null;
    expect(await test()).toMatchObject({ works: true, calendars: 1, error: null });
    spoil.before = ({ url }) => {
      if (url.includes("calendarList")) return new Response("no", { status: 401 });
      return url.endsWith("/token") ? Response.json({ error: "invalid_grant" }, { status: 400 }) : null;
    };
    expect(await test()).toMatchObject({ works: false, error: "credential_dead" });
    const { items } = await (await owner.send("/calendar-trouble")).json<{ items: object[] }>();
    expect(items).toContainEqual(expect.objectContaining({ kind: "broken", accountId }));
  });
});

describe("a flag", () => {
  it("has its default until somebody decides, for all or for one, and the list tells for whom", async () => {
    const tenant = await aTenant();
    const db = tenantDb(env.DB, tenant.tenantId);
    expect(await hasRollout(db, "calendar_writes")).toBe(true);
    const path = `/tenants/${tenant.tenantId}/rollouts/calendar_writes`;
    expect((await ask(path, { choice: "out" }, "PUT")).status).toBe(200);
    expect(await hasRollout(db, "calendar_writes")).toBe(false);
    const { items } = await (await ask("/rollouts/calendar_writes/choices")).json<{ items: object[] }>();
    expect(items).toContainEqual(expect.objectContaining({ tenantId: tenant.tenantId, choice: "out" }));
    expect(await (await ask(path, { choice: "auto" }, "PUT")).json()).toMatchObject({ isIn: true });
    const { items: flags } = await (await ask("/rollouts")).json<{ items: object[] }>();
    expect(flags).toContainEqual(expect.objectContaining({ name: "calendar_writes", default: 100 }));
    expect((await problemOf(await ask("/rollouts/unknown/choices"))).code).toBe("invalid_input");
  });
});
