import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { appointmentIdsByCalls, listAppointments } from "../../../src/db/queries/appointments.ts";
import { findCall, listCalls, storeCalls } from "../../../src/db/queries/calls.ts";
import { findCustomersByIds } from "../../../src/db/queries/customers.ts";
import { insertSession, insertUser } from "../../../src/db/queries/identity.ts";
import { isCursor, type Paged } from "../../../src/db/queries/page.ts";
import {
  deleteExpiredSessions,
  findConnectionById,
  findSession,
  listBranchRefs,
} from "../../../src/db/queries/platform.ts";
import { connections, customers, phoneNumbers } from "../../../src/db/schema/index.ts";
import type { BranchId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aCallRow, anAppointmentRow, aTenant, NOW, storeAppointments } from "./fixtures.ts";

async function readAll<Row>(read: (cursor: string | null) => Promise<Paged<Row>>): Promise<Row[][]> {
  const pages: Row[][] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Paged<Row> = await read(cursor);
    pages.push(page.items);
    if (page.nextCursor === null) return pages;
    cursor = page.nextCursor;
  }
}

describe("listAppointments", () => {
  it("pages through equal starts without losing or repeating one", async () => {
    const tenant = await aTenant();
    const rows = Array.from({ length: 7 }, (_, i) => anAppointmentRow(tenant, { startsAt: NOW + (i < 5 ? 0 : i) }));
    await storeAppointments(tenant, ...rows);
    const pages = await readAll((cursor) => listAppointments(tenant.db, {}, { cursor, limit: 3 }));
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    const ids = pages.flat().map((row) => row.id);
    expect(new Set(ids)).toEqual(new Set(rows.map((row) => row.id)));
    expect(pages.flat().map((row) => row.startsAt)).toEqual(rows.map((row) => row.startsAt).sort((a, b) => a - b));
  });

  it("filters by branch, half-open time, status and customer", async () => {
    const tenant = await aTenant();
    const customerId = newId("cus");
    const wanted = anAppointmentRow(tenant, { customerId, startsAt: NOW });
    await storeAppointments(
      tenant,
      wanted,
      anAppointmentRow(tenant, { customerId, startsAt: NOW - 1 }),
      anAppointmentRow(tenant, { customerId, startsAt: NOW + 10 }),
      anAppointmentRow(tenant, { customerId, startsAt: NOW, status: "cancelled" }),
      anAppointmentRow(tenant, { customerId, startsAt: NOW, branchId: newId("brn") }),
      anAppointmentRow(tenant, { startsAt: NOW }),
    );
    const filter = { branchId: tenant.branchId, from: NOW, to: NOW + 10, status: "confirmed", customerId } as const;
    const { items, nextCursor } = await listAppointments(tenant.db, filter, { cursor: null, limit: 100 });
    expect(items.map((row) => row.id)).toEqual([wanted.id]);
    expect(nextCursor).toBeNull();
  });

  it.each([0, -5, Number.NaN])("reads at least one row when asked for %d", async (limit) => {
    const tenant = await aTenant();
    await storeAppointments(tenant, anAppointmentRow(tenant), anAppointmentRow(tenant));
    expect((await listAppointments(tenant.db, {}, { cursor: null, limit })).items).toHaveLength(1);
  });

  it("tells its own cursors from others", async () => {
    const tenant = await aTenant();
    await storeAppointments(tenant, anAppointmentRow(tenant), anAppointmentRow(tenant));
    const { nextCursor } = await listAppointments(tenant.db, {}, { cursor: null, limit: 1 });
    expect(isCursor(nextCursor ?? "")).toBe(true);
    for (const forged of ["", "x", btoa("1.apt_1"), btoa("' or 1=1"), "ä"]) expect(isCursor(forged)).toBe(false);
    await expect(listAppointments(tenant.db, {}, { cursor: "x", limit: 1 })).rejects.toThrow(RangeError);
  });
});

describe("lists of ids", () => {
  it("may be far longer than D1's 100 parameters, and may repeat", async () => {
    const tenant = await aTenant();
    const id = newId("cus");
    const dates = { createdAt: NOW, updatedAt: NOW };
    await tenant.db.orm
      .insert(customers)
      .values({ tenantId: tenant.tenantId, id, sealedContact: "s", language: "de", ...dates });
    const many = Array.from({ length: 500 }, () => newId("cus"));
    expect((await findCustomersByIds(tenant.db, [...many, id, id])).map((row) => row.id)).toEqual([id]);
    expect(await findCustomersByIds(tenant.db, [])).toEqual([]);
  });

  it("groups appointments by their call", async () => {
    const tenant = await aTenant();
    const [one, two] = [newId("cal"), newId("cal")];
    const late = anAppointmentRow(tenant, { callId: one, startsAt: NOW + 5 });
    const early = anAppointmentRow(tenant, { callId: one });
    await storeAppointments(tenant, late, early, anAppointmentRow(tenant));
    expect(await appointmentIdsByCalls(tenant.db, [one, two], "all")).toEqual(new Map([[one, [early.id, late.id]]]));
  });
});

describe("calls", () => {
  it("are listed newest first, by status or branch if asked", async () => {
    const tenant = await aTenant();
    const rows = [0, 1, 2].map((i) => aCallRow(tenant, { createdAt: NOW + i, status: i === 1 ? "ended" : "ongoing" }));
    await storeCalls(tenant.db, rows);
    const pages = await readAll((cursor) => listCalls(tenant.db, { sight: "all" }, { cursor, limit: 2 }));
    expect(pages.map((page) => page.map((row) => row.createdAt - NOW))).toEqual([[2, 1], [0]]);
    const filter = { status: "ended", branchId: tenant.branchId } as const;
    const ended = await listCalls(tenant.db, { ...filter, sight: "all" }, { cursor: null, limit: 9 });
    expect(ended.items.map((row) => row.id)).toEqual([rows[1]?.id]);
  });

  it("are inserted once per provider call", async () => {
    const tenant = await aTenant();
    const row = aCallRow(tenant);
    const other = aCallRow(tenant);
    expect(await storeCalls(tenant.db, [row])).toEqual([row.id]);
    expect(await storeCalls(tenant.db, [{ ...row, id: newId("cal") }, row, other])).toEqual([other.id]);
  });

  it("are replaced only from the version that was read", async () => {
    const tenant = await aTenant();
    const row = aCallRow(tenant);
    await storeCalls(tenant.db, [row]);
    const [marked, next] = [
      { successful: true, markedSpam: false, costCents: 1.5 },
      { ...row, status: "ended" as const, version: 2 },
    ];
    const ended = { ...next, ...marked };
    const outcomes = await Promise.all([storeCalls(tenant.db, [ended]), storeCalls(tenant.db, [ended])]);
    expect(outcomes.flat()).toEqual([row.id]);
    expect(await findCall(tenant.db, row.id)).toEqual(ended);
    expect(await storeCalls(tenant.db, [{ ...next, version: 4 }])).toEqual([]);
  });
});

describe("platform look-ups", () => {
  it("find a connection with its tenant, numbers and branches, unless it is disabled", async () => {
    const tenant = await aTenant("Salon Morgenrot");
    const { tenantId, branchId, db } = tenant;
    const [id, disabled] = [newId("con"), newId("con")];
    const base = {
      tenantId,
      provider: "retell",
      defaultBranchId: branchId,
      sealedSecret: "s",
      createdAt: NOW,
    } as const;
    await db.orm.insert(connections).values([
      { ...base, id },
      { ...base, id: disabled, disabledAt: NOW },
    ]);
    const e164 = `+4930${Math.floor(Math.random() * 1e8)}`;
    await db.orm
      .insert(phoneNumbers)
      .values({ tenantId, id: newId("num"), e164, connectionId: id, branchId, createdAt: NOW });

    const found = await findConnectionById(env.DB, id);
    expect(found).toMatchObject({
      connection: { id, tenantId, sealedSecret: "s" },
      tenant: { id: tenantId, name: "Salon Morgenrot", language: "de" },
      phoneNumbers: [{ e164, branchId }],
      branchIds: [branchId],
    });
    expect(found?.tenant.wrappedKey).toMatch(/^v1\./);
    expect(await findConnectionById(env.DB, disabled)).toBeNull();
    expect(await findConnectionById(env.DB, newId("con"))).toBeNull();
  });

  it("delete expired sessions in bounded steps", async () => {
    const { db } = await aTenant();
    const userId = newId("usr");
    const user = { id: userId, emailIndex: userId, sealedProfile: "s", passwordHash: "p", createdAt: NOW };
    await insertUser(db, { ...user, role: "owner", language: "de", disabledAt: null });
    const life = { userId, createdAt: 0, lastSeenAt: 0 };
    for (const i of [1, 2, 3]) await insertSession(db, { ...life, tokenHash: `${userId}${i}`, expiresAt: i });
    expect(await deleteExpiredSessions(env.DB, 2, 1)).toBe(1);
    expect(await deleteExpiredSessions(env.DB, 2, 10)).toBe(1);
    expect(await deleteExpiredSessions(env.DB, 2, 10)).toBe(0);
    expect((await findSession(env.DB, `${userId}3`))?.session.expiresAt).toBe(3);
  });

  it("walk all branches of all tenants", async () => {
    const tenants = [await aTenant(), await aTenant(), await aTenant()];
    const seen: BranchId[] = [];
    for (let after: BranchId | null = null; ; ) {
      const refs: { branchId: BranchId }[] = await listBranchRefs(env.DB, after, 2);
      seen.push(...refs.map((ref) => ref.branchId));
      after = refs.at(-1)?.branchId ?? null;
      if (after === null) break;
    }
    expect(seen).toEqual([...seen].sort());
    for (const { branchId } of tenants) expect(seen.filter((id) => id === branchId)).toHaveLength(1);
  });
});
