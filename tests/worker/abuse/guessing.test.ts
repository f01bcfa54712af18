import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hashToken, newApiKey, newLinkToken, newToken } from "../../../src/use-cases/identity/token.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aClient, wallTime } from "../../support/worker/client.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { callStarted } from "../../support/worker/retell-events.ts";

describe("abuse 11: links and tokens that are guessed", () => {
  it.each([
    ["256 random bits", newToken, 32],
    ["128 in an SMS", newLinkToken, 16],
  ] as const)("abuse 11: are %s: never two alike, no bit that is known, no time in them", (_, make, size) => {
    const tokens = Array.from({ length: 2_000 }, () => make());
    expect(new Set(tokens).size).toBe(tokens.length);
    const bytes = tokens.map((token) =>
      Uint8Array.from(atob(token.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)),
    );
    expect(new Set(bytes.map(({ length }) => length))).toEqual(new Set([size]));
    for (let bit = 0; bit < size * 8; bit++) {
      const set = bytes.filter((each) => ((each[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
      expect(set).toBeGreaterThan(800); // of 2,000; below happens once in 10^19 runs
      expect(set).toBeLessThan(1_200);
    }
  });

  it("abuse 11: are stored as hashes, work once and end with what they open", async () => {
    const { send, tenant } = await aClient();
    const place = { serviceId: tenant.cut, startsAt: wallTime(600) };
    const { id } = await (await send(`/branches/${tenant.branchId}/holds`, { body: place })).json<{ id: string }>();
    const shared = await send(`/branches/${tenant.branchId}/holds/${id}/share`, { body: {} });
    const { token } = await shared.json<{ token: string }>();
    const claim = () => send(`/branches/${tenant.branchId}/holds/claim`, { body: { token } });
    expect((await claim()).status).toBe(200);
    expect((await claim()).status).toBe(409);
    expect(await hashToken(token)).not.toContain(token.slice(0, 8));
  });
});

describe("abuse 41: secrets that are compared", () => {
  it.each([
    "",
    "f",
    "v=1,d=",
    "v=1,d=00",
    `v=${Date.now()},d=${"0".repeat(63)}`,
    `v=${Date.now()},d=${"0".repeat(65)}`,
    `v=${Date.now()},d=${"ü".repeat(64)}`,
  ])("abuse 41: a signature of the wrong length (%j) is a 401, never a fault", async (signature) => {
    const tenant = await aTenant();
    expect((await postRetell(tenant, "", callStarted(tenant), { signature })).status).toBe(401);
  });

  it("abuse 41: a key or token that is too short, too long or one letter off is a 401", async () => {
    const key = await aKey(await aTenant());
    const wrong = [
      key.slice(0, -1),
      `${key}x`,
      `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
      key.toUpperCase(),
      newApiKey(),
    ];
    for (const each of wrong) expect((await request("/api/v1/branches", { key: each })).status).toBe(401);
    for (const session of ["x", newToken().slice(1), `${newToken()}${newToken()}`]) {
      expect((await request("/api/v1/branches", { session })).status).toBe(401);
    }
    expect((await request("/api/v1/branches", { key })).status).toBe(200);
  });

  it("abuse 41: keys and tokens are looked up by their hash, so there is nothing to time", async () => {
    const key = await aKey(await aTenant());
    const rows = await env.DB.prepare("SELECT * FROM api_keys WHERE secret_hash = ?")
      .bind(await hashToken(key))
      .all();
    expect(rows.results).toHaveLength(1);
    expect(JSON.stringify(rows.results)).not.toContain(key.slice("fd_live_".length, 30));
  });
});
