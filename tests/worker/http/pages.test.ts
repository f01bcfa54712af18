import { beforeAll, describe, expect, it } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aKey, aSession, problemOf, request } from "../../support/worker/credentials.ts";

const PAGES = ["/login", "/app", "/app/live", "/docs", "/health", "/openapi.json", "/api/v1/branches", "/nowhere"];

beforeAll(async () => {
  await request("/health");
});

describe("every answer", () => {
  it.each(PAGES)("at %s carries the headers that browsers obey", async (path) => {
    const { headers } = await request(path);
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toMatch(/^(same-origin|strict-origin-when-cross-origin)$/);
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("microphone=()");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get("reporting-endpoints")).toBe('csp="/csp-reports"');
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(["short", "with space", "x".repeat(65), "<script>", "a\tb"])(
    "has an id of our own when the client's (%j) is no good",
    async (given) => {
      const { headers } = await request("/health", { headers: { "x-request-id": given } });
      expect(headers.get("x-request-id")).not.toBe(given);
    },
  );
});

describe("abuse 42: the dashboard", () => {
  it.each(["/app", "/app/live", "/app/anything/else"])(
    "at %s runs our own scripts only and cannot be framed",
    async (path) => {
      const session = await aSession(await aTenant(), "viewer");
      const response = await request(path, { session });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      const policy = response.headers.get("content-security-policy") ?? "";
      for (const rule of [
        "default-src 'none'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "report-to csp",
      ]) {
        expect(policy.split("; ")).toContain(rule);
      }
      expect(policy).not.toMatch(/unsafe|\*|data: *script/);
      const html = await response.text();
      expect(html).toContain("<!doctype html>");
      const nonce = /script-src 'nonce-([A-Za-z0-9+/]{22}==)' 'strict-dynamic'/.exec(policy)?.[1] ?? "";
      const scripts = html.match(/<script[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toMatch(/ src="\/assets\/.* nonce="/);
      expect(html.match(/nonce="([^"]*)"/g)).toEqual(expect.arrayContaining([`nonce="${nonce}"`]));
      expect(html).not.toContain("CSP_NONCE");
      expect((await request(path, { session })).headers.get("content-security-policy")).not.toContain(nonce);
      expect(response.headers.get("cache-control")).toBe("no-store");
    },
  );

  it("is not shown to strangers, who come back to where they wanted once they have signed in", async () => {
    const response = await request("/app/calendar?mode=week");
    const next = encodeURIComponent("/app/calendar?mode=week");
    expect([response.status, response.headers.get("location")]).toEqual([303, `/login?next=${next}`]);
    const login = await (await request(`/login?next=${next}`)).text();
    expect(login).toContain('name="robots" content="noindex"');
    expect(login).toContain('name="next" value="/app/calendar?mode=week"');
  });

  it("begins at /app", async () => {
    const response = await request("/");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/app"]);
  });
});

describe("abuse 6: what does not exist", () => {
  it.each([
    "/api/v1/nowhere",
    "/api/v2/branches",
    "/webhooks/vapi/con_1",
    "/__scheduled",
    "/cdn-cgi/handler/scheduled",
    "/.env",
    "/test-calls",
  ])("like %s is a 404, signed in or not", async (path) => {
    const session = await aSession(await aTenant(), "owner");
    const [stranger, owner] = [await request(path), await request(path, { session })];
    expect([401, 404]).toContain(stranger.status);
    expect(owner.status).toBe(404);
    expect((await problemOf(owner)).code).toBe("not_found");
  });

  it.each([
    "//api/v1/branches",
    "/api//v1/branches",
    "/API/V1/branches",
    "/api/v1/%62ranches%2F",
    "/api/v1/branches/",
    "/api/v1;/branches",
  ])("is not reached by writing a path differently: %s", async (path) => {
    const response = await request(path);
    expect([401, 404]).toContain(response.status);
    expect((await request(path, { key: await aKey(await aTenant()) })).status).toBe(404);
  });

  it("has no other methods either", async () => {
    const key = await aKey(await aTenant());
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
      expect((await request("/api/v1/branches", { key, method })).status).toBe(404);
    }
  });
});
