import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/d1";
import { afterAll, expect, it } from "vitest";
import { withLocalD1 } from "../../../scripts/local-d1.ts";
import { inviteOperator } from "../../../scripts/seed/demo-operator.ts";
import { operators } from "../../../src/db/schema/operators.ts";
import { hashToken } from "../../../src/use-cases/identity/token.ts";

const MASTER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const DAY_MS = 86_400_000;

const folder = mkdtempSync(join(tmpdir(), "frontdesk-operator-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the demo's operator gets a fresh link at each start, until they have chosen a password", async () => {
  const first = await withLocalD1(folder, (database) => inviteOperator(database, MASTER_KEY, 0));
  await withLocalD1(folder, async (database) => {
    const second = await inviteOperator(database, MASTER_KEY, 2 * DAY_MS);
    expect(first).toMatch(/^\/admin\/setup\?token=/);
    expect(second).not.toBe(first);

    const rows = await drizzle(database).select().from(operators);
    expect(rows).toHaveLength(1);
    const token = new URL(second ?? "", "http://localhost").searchParams.get("token") ?? "";
    expect(rows[0]).toMatchObject({ setupHash: await hashToken(token), setupExpiresAt: 3 * DAY_MS });

    await drizzle(database).update(operators).set({ passwordHash: "chosen", setupHash: null });
    expect(await inviteOperator(database, MASTER_KEY, 3 * DAY_MS)).toBeNull();
  });
}, 60_000);
