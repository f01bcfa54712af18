import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, bookingBody } from "../../support/worker/client.ts";
import { aKey, problemOf, request } from "../../support/worker/credentials.ts";
import { ORIGIN, postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

describe("abuse 35: names that reach into objects", () => {
  it.each(["__proto__", "constructor", "prototype"])(
    "abuse 35: the key %s pollutes nothing, wherever it stands",
    async (name) => {
      const { tenant, send } = await aClient();
      const plain = JSON.stringify(bookingBody(tenant, { answers: { x: "y" } }));
      for (const where of [/^\{/, /"answers":\{/, /"customer":\{/]) {
        const body = plain.replace(where, (begin) => `${begin}"${name}":{"isAdmin":true,"polluted":"yes"},`);
        expect((await send("/appointments", { body })).status).toBe(400);
      }
      await request("/login", { body: `${name}[polluted]=yes&${name}.polluted=yes&email=a&password=b`, headers: FORM });
      await send(`/appointments?${name}[polluted]=yes`);
      expect("polluted" in {}).toBe(false);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );

  it("abuse 35: a form of dots and brackets is a flat form", async () => {
    const bomb = `${"a.".repeat(1_000)}b=1&${"[x]".repeat(1_000)}=1&email=a@example.com&password=`;
    expect((await request("/login", { body: bomb, headers: FORM })).status).toBe(400);
  });
});

describe("abuse 39: bodies that are too large or too complicated", () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  it.each([
    { name: "10,000 levels of objects", body: nested(10_000), rule: /deeper/ },
    { name: "100,000 levels of lists", body: "[".repeat(100_000), rule: /deeper/ },
    { name: "21 levels", body: nested(21), rule: /deeper/ },
    { name: "10,000 keys", body: `{${Array.from({ length: 10_000 }, (_, n) => `"k${n}":1`).join(",")}}`, rule: /keys/ },
  ])("abuse 39: $name are refused before they are built", async ({ body, rule }) => {
    const { send } = await aClient();
    const { status, errors } = await problemOf(await send("/appointments", { body }));
    expect([status, errors?.length]).toEqual([400, 1]);
    expect(errors?.[0]?.rule).toMatch(rule);
  });

  it("abuse 39: what only looks so inside a text passes", async () => {
    const { tenant, send } = await aClient();
    const notes = `${"[{:".repeat(200)}\\"`;
    expect((await send("/appointments", { body: bookingBody(tenant, { notes }) })).status).toBe(201);
  });

  it.each(["/api/v1/appointments", "/login", "/csp-reports"])(
    "abuse 39: a body without an end, told no length, is cut off at %s",
    async (path) => {
      const piece = new TextEncoder().encode("x".repeat(64 * 1024));
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => (sent++ < 200 ? controller.enqueue(piece) : controller.close()),
      });
      const type = { "/login": FORM["content-type"], "/csp-reports": "application/csp-report" }[path];
      const headers = { "content-type": type ?? "application/json" };
      const key = await aKey(await aTenant());
      const authorization = path.startsWith("/api") ? { authorization: `Bearer ${key}` } : {};
      const init = { method: "POST", body, headers: { ...headers, ...authorization }, redirect: "manual" } as const;
      const response = await exports.default.fetch(`${ORIGIN}${path}`, init);
      expect(response.status).toBe(413);
      expect(sent).toBeLessThan(60); // most of it was never read
    },
  );

  it("abuse 39: a webhook's is refused before its signature is computed", async () => {
    const tenant = await aTenant();
    const response = await postRetell(tenant, "", "x".repeat(5 * 1024 * 1024), { signature: "v=1,d=00" });
    expect(response.status).toBe(413);
  });
});

describe("abuse 40: compressed bodies", () => {
  it.each(["gzip", "br", "deflate", "GZIP", "gzip, identity", "x"])(
    "abuse 40: %s is refused everywhere",
    async (encoding) => {
      const { tenant, send } = await aClient();
      const headers = { "content-encoding": encoding };
      const answers = [
        await send("/appointments", { body: bookingBody(tenant), headers }),
        await request("/login", { body: "email=a&password=b", headers: { ...FORM, ...headers } }),
        await request("/csp-reports", {
          body: "{}",
          headers: { "content-type": "application/csp-report", ...headers },
        }),
        await postRetell(tenant, "", callStarted(tenant), { headers }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([415, 415, 415, 415]);
      expect(await rawRows(tenant, "webhook_events")).toEqual([]);
    },
  );
});
