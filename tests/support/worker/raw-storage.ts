import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { TestTenant } from "./a-tenant.ts";
import { rawStub } from "./calendar-object.ts";

/** A place in storage and the text that lies there. */
export type Stored = { place: string; text: string };

const TABLES =
  "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'";

/** Every row of every table of D1, of all tenants, as it lies there. */
export async function rawD1(): Promise<Stored[]> {
  const tables = (await env.DB.prepare(TABLES).all<{ name: string }>()).results;
  return Promise.all(
    tables.map(async ({ name }) => ({
      place: `D1 ${name}`,
      text: JSON.stringify((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results),
    })),
  );
}

/** Every table of the tenant's objects. */
export async function rawObjects(tenant: TestTenant): Promise<Stored[]> {
  const { tenantId } = tenant;
  const stubs = {
    calendar: rawStub(tenant),
    feed: env.TENANT_FEED.getByName(tenantId),
    audit: env.AUDIT_CHAIN.getByName(tenantId),
  };
  const stored = await Promise.all(
    Object.entries(stubs).map(([object, stub]) =>
      runInDurableObject(stub as DurableObjectStub, (_, { storage }) =>
        storage.sql
          .exec<{ name: string }>(TABLES)
          .toArray()
          .map(({ name }) => ({
            place: `${object} ${name}`,
            text: JSON.stringify(storage.sql.exec(`SELECT * FROM "${name}"`).toArray()),
          })),
      ),
    ),
  );
  return stored.flat();
}

/** Every file in R2 and every entry of the directory. */
export async function rawFiles(): Promise<Stored[]> {
  const { objects } = await env.FILES.list();
  const files = objects.map(async ({ key }) => ({
    place: `R2 ${key}`,
    text: (await (await env.FILES.get(key))?.text()) ?? "",
  }));
  const { keys } = await env.DIRECTORY.list();
  const entries = keys.map(async ({ name }) => ({ place: `KV ${name}`, text: (await env.DIRECTORY.get(name)) ?? "" }));
  return Promise.all([...files, ...entries]);
}

/** Where one of the words lies in the clear, in any case, also as JSON in JSON writes it. */
export function leaksOf(stored: readonly Stored[], words: readonly string[]): string[] {
  return stored.flatMap(({ place, text }) => {
    const lower = text.toLowerCase();
    return words.filter((word) => lower.includes(word.toLowerCase())).map((word) => `${place}: ${word}`);
  });
}
