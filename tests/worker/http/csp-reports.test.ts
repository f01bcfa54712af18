import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";

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

async function kindsOf(event: string): Promise<string[]> {
  const query = "SELECT message FROM error_groups WHERE event = ?";
  return (await env.DB.prepare(query).bind(event).all<{ message: string }>()).results.map(({ message }) => message);
}

it("a page that broke counts in the groups of errors, without ids, numbers and names in quotation marks", async () => {
  const session = await aSession(await aTenant(), "staff");
  const id = newId("apt");
  const body = { name: "TypeError", message: `no "Erika" in ${id}`, page: `/app/calendar/${id}?token=x` };
  const report = { session, body };
  expect((await request("/api/v1/me/page-errors", report)).status).toBe(204);
  await eventually(async () => expect(await kindsOf("page_error")).toEqual(["TypeError: no … in … (/app/calendar/…)"]));
  expect((await request("/api/v1/me/page-errors", { body })).status).toBe(401);
});

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

  it("counts in the groups of errors, of few kinds however it is made up", async () => {
    logLines();
    for (const directive of ["img-src", "made-up-1", "made-up-2"]) {
      await send({
        "csp-report": { "effective-directive": directive, "blocked-uri": `https://${directive}.example/` },
      });
    }
    await eventually(async () =>
      expect(await kindsOf("csp_violation")).toEqual(
        expect.arrayContaining(["another directive stopped an address", "img-src stopped an address"]),
      ),
    );
    expect((await kindsOf("csp_violation")).join()).not.toContain("made-up");
  });

  it("is refused when it is too large, of another type, or one of too many", async () => {
    logLines();
    expect((await send("x".repeat(20_000))).status).toBe(413);
    expect((await send(report, "text/plain")).status).toBe(415);
    const statuses: number[] = [];
    for (let sent = 0; sent < 25; sent++) statuses.push((await send(report, undefined, "203.0.113.250")).status);
    expect(statuses).toContain(429);
  });
});
