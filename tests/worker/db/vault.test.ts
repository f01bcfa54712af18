import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createTenantKey, loginIndex, openVault } from "../../../src/db/vault.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant } from "./fixtures.ts";

const place = { purpose: "customer.contact", row: "cus_1" } as const;

describe("vault", () => {
  it("opens what it sealed, and never seals the same text to the same value", async () => {
    const { vault } = await aTenant();
    const sealed = await vault.seal(place, "Käthe Müller");
    expect(sealed).not.toContain("Käthe");
    expect(await vault.open(place, sealed)).toBe("Käthe Müller");
    expect(await vault.seal(place, "Käthe Müller")).not.toBe(sealed);
  });

  it("refuses a value that was altered, moved to another row or purpose, or taken to another tenant", async () => {
    const { vault } = await aTenant();
    const sealed = await vault.seal(place, "secret");
    const last = sealed.at(-2) === "A" ? "B" : "A";
    await expect(vault.open(place, sealed.slice(0, -2) + last + sealed.at(-1))).rejects.toThrow();
    await expect(vault.open({ ...place, row: "cus_2" }, sealed)).rejects.toThrow();
    await expect(vault.open({ ...place, purpose: "user.profile" }, sealed)).rejects.toThrow();
    await expect((await aTenant()).vault.open(place, sealed)).rejects.toThrow();
    await expect(vault.open(place, "v2.1.a.b")).rejects.toThrow("unknown format");
  });

  it("does not open a tenant's key under another tenant's name", async () => {
    const wrapped = await createTenantKey(env.DATA_KEY_V1, newId("ten"));
    await expect(openVault(env.DATA_KEY_V1, newId("ten"), wrapped)).rejects.toThrow();
  });

  it("indexes equal contacts equally within a tenant and differently between tenants", async () => {
    const [one, other] = [(await aTenant()).vault, (await aTenant()).vault];
    expect(await one.phoneIndex("+491713920001")).toBe(await one.phoneIndex("+491713920001"));
    expect(await one.phoneIndex("+491713920001")).not.toBe(await other.phoneIndex("+491713920001"));
    expect(await one.emailIndex(" Ada@Example.com ")).toBe(await one.emailIndex("ada@example.com"));
    expect(await loginIndex(env.DATA_KEY_V1, "Ada@Example.com")).toBe(
      await loginIndex(env.DATA_KEY_V1, "ada@example.com"),
    );
  });
});
