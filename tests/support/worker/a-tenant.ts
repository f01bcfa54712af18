import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { branchCalendar, type Calendar } from "../../../durable-objects/stubs.ts";
import { branches, openingHours, serviceStaff, services, staff } from "../../../src/db/schema/catalogue.ts";
import { tenants } from "../../../src/db/schema/tenants.ts";
import { connections, phoneNumbers } from "../../../src/db/schema/voice.ts";
import { createTenantKey, openVault, type Vault } from "../../../src/db/vault.ts";
import type { BranchRef } from "../../../src/domain/booking/commands.ts";
import type { BranchId, ConnectionId, ServiceId, StaffId, TenantId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";

export type TestTenant = {
  tenantId: TenantId;
  branchId: BranchId;
  /** 45 minutes, no buffers, every 15 minutes, done by both. */
  cut: ServiceId;
  /** 60 minutes and 15 after, every 15 minutes, done by Anna. */
  colour: ServiceId;
  anna: StaffId;
  ben: StaffId;
  connectionId: ConnectionId;
  retellApiKey: string;
  phoneNumber: string;
  ref: BranchRef;
  vault: Vault;
  calendar: () => Calendar;
};

type Options = { timeZone?: string; fromMinute?: number; toMinute?: number; language?: "de" | "en" };

let numbers = 0;

/** A tenant of its own for each test: one branch, open every day from 9 to 18 unless told otherwise. */
export async function aTenant(options: Options = {}): Promise<TestTenant> {
  const { timeZone = "Europe/Berlin", fromMinute = 540, toMinute = 1_080, language = "en" } = options;
  const tenantId = newId("ten");
  const branchId = newId("brn");
  const [anna, ben] = [newId("stf"), newId("stf")];
  const [cut, colour] = [newId("svc"), newId("svc")];
  const connectionId = newId("con");
  const retellApiKey = `key_${connectionId}`;
  const phoneNumber = `+49305${String(1_000_000 + numbers++)}`;
  const wrappedKey = await createTenantKey(env.DATA_KEY_V1, tenantId);
  const vault = await openVault(env.DATA_KEY_V1, tenantId, wrappedKey);
  const sealedSecret = await vault.seal({ purpose: "connection.secret", row: connectionId }, retellApiKey);
  const createdAt = 1;
  const service = (id: ServiceId, name: string, minutes: number, after: number, position: number) => ({
    tenantId,
    id,
    branchId,
    name,
    aliases: [],
    description: "",
    durationMinutes: minutes,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: after,
    minimumNoticeMinutes: 60,
    horizonDays: 400,
    slotStepMinutes: 15,
    priceMinor: 3_500,
    currency: "EUR",
    position,
    createdAt,
  });
  const member = (id: StaffId, name: string, position: number) => ({
    tenantId,
    id,
    branchId,
    name,
    followsBranchHours: true,
    position,
    createdAt,
  });
  const orm = drizzle(env.DB);
  await orm.batch([
    orm
      .insert(tenants)
      .values({ id: tenantId, name: "Salon", slug: tenantId, language, wrappedKey, createdAt, tier: "pro" }),
    orm
      .insert(branches)
      .values({ tenantId, id: branchId, name: "Mitte", timeZone, language, address: "Torstraße 1", createdAt }),
    orm.insert(services).values([service(cut, "Cut", 45, 0, 1), service(colour, "Colour", 60, 15, 2)]),
    orm.insert(staff).values([member(anna, "Anna", 1), member(ben, "Ben", 2)]),
    orm.insert(serviceStaff).values([
      { tenantId, serviceId: cut, staffId: anna },
      { tenantId, serviceId: cut, staffId: ben },
      { tenantId, serviceId: colour, staffId: anna },
    ]),
    orm
      .insert(openingHours)
      .values([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ tenantId, ownerId: branchId, weekday, fromMinute, toMinute }))),
    orm
      .insert(connections)
      .values({ tenantId, id: connectionId, provider: "retell", defaultBranchId: branchId, sealedSecret, createdAt }),
    orm
      .insert(phoneNumbers)
      .values({ tenantId, id: newId("num"), e164: phoneNumber, connectionId, branchId, createdAt }),
  ]);
  const ref = { tenantId, branchId, rulebookVersion: 1 };
  const ids = { tenantId, branchId, cut, colour, anna, ben, connectionId, retellApiKey, phoneNumber };
  return { ...ids, ref, vault, calendar: () => branchCalendar(env, ref) };
}
