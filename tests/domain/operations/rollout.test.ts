import { expect, it } from "vitest";
import type { TenantId } from "../../../src/domain/ids.ts";
import { isRolledOut } from "../../../src/domain/operations/rollout.ts";

// SAFETY: ids of the tests.
const tenants = Array.from({ length: 2_000 }, (_, index) => `ten_${String(index).padStart(26, "0")}` as TenantId);
const among = (percent: number) => tenants.filter((id) => isRolledOut("calcom_v1", id, { percent, choice: "auto" }));

it("a percentage holds about that many, the same each time, and a higher one takes nobody out", () => {
  expect(among(0)).toEqual([]);
  expect(among(100)).toEqual(tenants);
  expect(among(20).length / 20).toBeGreaterThan(16);
  expect(among(20).length / 20).toBeLessThan(24);
  expect(among(50)).toEqual(expect.arrayContaining(among(20)));
});

it("a tenant's own choice beats the percentage either way", () => {
  const [one] = tenants;
  if (!one) throw new Error("no tenant");
  expect(isRolledOut("calcom_v1", one, { percent: 0, choice: "in" })).toBe(true);
  expect(isRolledOut("calcom_v1", one, { percent: 100, choice: "out" })).toBe(false);
});
