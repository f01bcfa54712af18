import { beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "../../../src/domain/identity/permissions.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { inTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { aForm, bookPath, leadsTo, post } from "../../support/worker/public-pages.ts";
import { rawRows } from "../../support/worker/rows.ts";

const SITE = "https://www.salon.example";

beforeAll(async () => {
  await request("/health");
});

async function allow(tenant: TestTenant, origins: string[], scopes: Permission[] = ["settings:write"]) {
  const body = JSON.stringify({ origins });
  const headers = { "content-type": "application/json" };
  return request("/api/v1/embedding", { method: "PUT", key: await aKey(tenant, scopes), body, headers });
}

const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";

describe("a booking page in a frame", () => {
  it("shows itself to the sites that its own business named, on every page of the way, and to no other", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    expect((await allow(tenant, [SITE, SITE])).status).toBe(200);
    const base = `/b/${tenant.tenantId}/${tenant.branchId}`;
    const framed = await request(`${base}?lang=en&embed=1`);
    expect(policyOf(framed)).toContain(`frame-ancestors ${SITE};`);
    expect(framed.headers.get("x-frame-options")).toBeNull();
    const html = await framed.text();
    expect(html).toContain(`${base}/${tenant.cut}?lang=en&amp;embed=1`);

    const booked = await post(`${bookPath(tenant, inTenDays(600))}&embed=1`, aForm(inTenDays(600)));
    expect(leadsTo(booked)).toMatch(/^\/m\/.{22}\?news=booked&lang=en&embed=1$/);
    expect(policyOf(await request(leadsTo(booked)))).toContain(`frame-ancestors ${SITE};`);

    for (const path of [
      base,
      `/b/${other.tenantId}/${other.branchId}?embed=1`,
      "/m/nobody?embed=1",
      "/login?embed=1",
    ]) {
      const alone = await request(path);
      expect(policyOf(alone)).toContain("frame-ancestors 'none'");
      expect(alone.headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it.each([
    "https://*.example.com",
    "https://salon.example/",
    "http://salon.example",
    "https://a.example;script-src *",
    "https://a.example https://b.example",
    "javascript:alert(1)",
    "HTTPS://SALON.EXAMPLE",
    "null",
  ])("refuses %s as a site, by field, and keeps the list", async (origin) => {
    const tenant = await aTenant();
    const refused = await allow(tenant, [SITE, origin]);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "invalid_input", errors: [{ field: "origins.1" }] });
    expect(policyOf(await request(`/b/${tenant.tenantId}/${tenant.branchId}?embed=1`))).toContain("'none'");
  });

  it("changes its list for who may, tells the audit log, and is another business's own", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    expect((await allow(tenant, [SITE], ["settings:read"])).status).toBe(403);
    await allow(tenant, [SITE]);
    await allow(other, []);
    const read = await request("/api/v1/embedding", { key: await aKey(tenant, ["settings:read"]) });
    expect(await read.json()).toEqual({ origins: [SITE] });
    const [entry] = await rawRows<{ action: string; facts: string }>(tenant, "audit_log");
    expect(entry).toMatchObject({ action: "embedding.changed" });
    expect(JSON.parse(entry?.facts ?? "{}")).toEqual({ before: { embedOrigins: [] }, after: { embedOrigins: [SITE] } });
  });

  it("comes with a script that other sites may load", async () => {
    const script = await request("/embed.js");
    expect(script.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(script.headers.get("content-type")).toContain("text/javascript");
  });
});
