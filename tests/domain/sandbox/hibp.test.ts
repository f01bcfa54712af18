import { describe, expect, it } from "vitest";
import { createHibp } from "../../../src/providers/breached-passwords/hibp.ts";
import type { Sandbox } from "../../sandbox/server.ts";
import { aStage } from "./support.ts";

/** Our adapter, pointed at the sandbox without a socket; keeps what it asked. */
function aHibp(sandbox: Sandbox) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const fetcher = async (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), init });
    return sandbox.app.request(String(url), init);
  };
  return { asked, isBreached: createHibp("http://sandbox.test/hibp", fetcher as typeof fetch) };
}

describe("breached passwords", () => {
  it("are found, and others are not", async () => {
    const { isBreached } = aHibp(aStage().sandbox);
    expect(await isBreached("password")).toBe(true);
    expect(await isBreached("Sommer2026!!")).toBe(true);
    expect(await isBreached("Correct-Horse-7-Battery")).toBe(false);
  });

  it("are asked about by five digits of a hash, with padding: the password stays here", async () => {
    const { isBreached, asked } = aHibp(aStage().sandbox);
    await isBreached("password");
    expect(asked[0]?.url).toBe("http://sandbox.test/hibp/range/5BAA6");
    expect(asked[0]?.init?.headers).toMatchObject({ "Add-Padding": "true", "User-Agent": expect.any(String) });
    expect(JSON.stringify(asked)).not.toMatch(/"password"|1E4C9B93/);
  });

  it("does not mistake padding for a find", async () => {
    const fetcher = async () => new Response("1E4C9B93F3F0682250B6CF8331B7EE68FD8:0\r\n");
    expect(await createHibp("http://x", fetcher as typeof fetch)("password")).toBe(false);
  });

  it.each([{ status: 500 }, { status: 429 }, { kind: "drop" as const }])(
    "are unknown, not refused, while the service is away: %j",
    async (fault) => {
      const { sandbox } = aStage();
      sandbox.faults.add({ vendor: "hibp", kind: "status", ...fault });
      expect(await aHibp(sandbox).isBreached("password")).toBeNull();
    },
  );
});
