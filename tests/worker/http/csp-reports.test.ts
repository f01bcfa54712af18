import { afterEach, describe, expect, it, vi } from "vitest";
import { request } from "../../support/worker/credentials.ts";

const report = {
  "csp-report": {
    "document-uri": "https://desk.example/app/live?token=secret#secret",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/x.js?secret",
  },
};

let network = 0;
afterEach(() => vi.restoreAllMocks());

function send(body: unknown, type = "application/csp-report", address = `203.0.113.${++network}`) {
  const headers = { "content-type": type, "cf-connecting-ip": address };
  return request("/csp-reports", { body, headers });
}

/** The lines that are logged from now on. */
function logLines(): string[] {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: unknown) => void lines.push(String(line)));
  return lines;
}

describe("a report of what a policy stopped", () => {
  it("is logged without queries, for they may carry tokens", async () => {
    const lines = logLines();
    expect((await send(report)).status).toBe(204);
    const [line = ""] = lines;
    expect(JSON.parse(line)).toMatchObject({
      level: "warn",
      event: "csp_violation",
      page: "https://desk.example/app/live",
      directive: "script-src-elem",
      blocked: "https://evil.example/x.js",
    });
    expect(line).not.toContain("secret");
  });

  it("is read in the newer form too, at most ten at once", async () => {
    const lines = logLines();
    const body = { documentURL: "https://desk.example/app", effectiveDirective: "img-src", blockedURL: "data" };
    const violations = Array.from({ length: 40 }, () => ({ type: "csp-violation", body }));
    const other = { type: "deprecation", body: {} };
    expect((await send([other, ...violations], "application/reports+json")).status).toBe(204);
    expect(lines).toHaveLength(10);
  });

  it.each([null, [], "x", { "csp-report": { "document-uri": 7 } }, [{ type: "csp-violation" }]])(
    "that is none (%j) is let go",
    async (body) => {
      const lines = logLines();
      expect((await send(JSON.stringify(body))).status).toBe(204);
      expect(lines).toEqual([]);
    },
  );

  it("is refused when it is too large, of another type, or one of too many", async () => {
    logLines();
    expect((await send("x".repeat(20_000))).status).toBe(413);
    expect((await send(report, "text/plain")).status).toBe(415);
    const statuses: number[] = [];
    for (let sent = 0; sent < 25; sent++) statuses.push((await send(report, undefined, "203.0.113.250")).status);
    expect(statuses).toContain(429);
  });
});
