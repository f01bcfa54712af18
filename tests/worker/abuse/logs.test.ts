import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { aKey, request } from "../../support/worker/credentials.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { captureConsole } from "../../support/worker/log-lines.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { deliver } from "../../support/worker/queues.ts";
import { aCall, postRetell } from "../../support/worker/retell.ts";
import { callAnalyzed, callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

/** Never occurs by itself, so that wherever it shows up something leaked. */
const WORD = "zzcanaryzz";
const PHONE = "+4915199887766";
const MAIL = `${WORD}@mail.example`;
const CANARIES = new RegExp(`${WORD}|15199887766`, "i");
const spoken = (role: string) => ({ role, content: `${WORD}, ${PHONE}, ${MAIL}`, words: [] });

afterEach(() => vi.restoreAllMocks());

/** A call with canaries in every field that a caller, an agent or the provider can fill. */
async function aCallOfCanaries(tenant: TestTenant): Promise<void> {
  const call = { callId: `call_${WORD}`, from: PHONE, variables: { name: WORD } };
  const lines = { transcript: WORD, transcript_object: [spoken("user")], metadata: { [WORD]: MAIL } };
  const analysis = { call_analysis: { call_summary: MAIL, custom_analysis_data: { caller_name: WORD } } };
  await postRetell(tenant, "", callStarted(tenant, call));
  const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00` };
  for (const [name, args] of Object.entries({
    check_availability: { service: WORD, when: `${WORD} tomorrow` },
    book_appointment: { ...wish, name: WORD, email: MAIL, notes: PHONE, confirmed: true },
    take_message: { message: WORD, name: WORD, phone: PHONE },
    join_waitlist: { service: "Cut", name: WORD, notes: PHONE },
    answer_question: { question: `${WORD} ${PHONE}` },
    cancel_appointment: { reason: WORD },
    [WORD]: { [WORD]: PHONE },
  })) {
    await postRetell(tenant, "/functions", { name, call: aCall(tenant, call), args });
  }
  await postRetell(tenant, "", callEnded(tenant, call, lines));
  await postRetell(tenant, "", callAnalyzed(tenant, call, { ...lines, ...analysis }));
}

async function logInsOfCanaries(): Promise<void> {
  for (const [email, password] of [
    [MAIL, WORD],
    [WORD, MAIL],
  ]) {
    const body = new URLSearchParams({ email: email ?? "", password: password ?? "", next: `/app?${WORD}` }).toString();
    await request(`/login?${WORD}`, { body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  }
}

async function requestsOfCanaries(tenant: TestTenant, key: string): Promise<void> {
  const customer = { name: WORD, phone: PHONE, email: MAIL };
  const startsAt = new Date(inTenDays(660)).toISOString();
  const body = { branchId: tenant.branchId, serviceId: tenant.cut, startsAt, customer, notes: WORD };
  const headers = { "idempotency-key": WORD, "user-agent": WORD, referer: `https://x.example/${WORD}` };
  await request("/api/v1/appointments", { key, body, headers });
  await request("/api/v1/appointments", { key, body: { ...body, [WORD]: MAIL } });
  await request("/api/v1/appointments", { key, body: `{"${WORD}` });
  await request(`/api/v1/appointments?${WORD}=${MAIL}`, { key });
  await request(`/${WORD}`, { key: `fd_live_${WORD}` });
  await request("/api/v1/branches", { key: `fd_live_${WORD}`, headers: { cookie: `__Host-session=${WORD}` } });
}

describe("abuse 43: errors and logs", () => {
  it("abuse 43: a whole call, logins and API requests write no name, number, address or secret to the log", async () => {
    const [tenant, lines] = [await aTenant(), captureConsole()];
    const key = await aKey(tenant);
    await aCallOfCanaries(tenant);
    await logInsOfCanaries();
    await requestsOfCanaries(tenant, key);
    await tenant.calendar().drain(tenant.ref);
    await eventually(async () => {
      const events = await rawRows<{ status: string }>(tenant, "webhook_events");
      expect(events.map(({ status }) => status)).toEqual(["processed", "processed", "processed"]);
    });
    expect(lines.length).toBeGreaterThan(3); // an empty log proves nothing
    expect(lines.filter((line) => CANARIES.test(line) || line.includes(key))).toEqual([]);
  });

  it("abuse 43: nor does anything that fails on the way", async () => {
    const [tenant, lines] = [await aTenant(), captureConsole()];
    const key = await aKey(tenant);
    // Known from now on, so that the outage hits what lies behind.
    await request("/api/v1/branches", { key });
    await postRetell(tenant, "", callStarted(tenant));
    breakD1();
    for (const queue of [env.WEBHOOKS, env.EVENTS]) {
      vi.spyOn(queue, "send").mockRejectedValue(new Error(`cannot send to ${MAIL} (${PHONE}), key fd_live_${WORD}`));
    }
    await aCallOfCanaries(tenant);
    await logInsOfCanaries();
    await requestsOfCanaries(tenant, key);
    vi.restoreAllMocks();
    const after = captureConsole();
    await deliver("webhooks", [{ body: { type: WORD, email: MAIL } }]);
    await deliver("events-dlq", [{ body: { [WORD]: PHONE } }]);
    const all = [...lines, ...after];
    expect(all.map((line) => JSON.parse(line).event)).toEqual(
      expect.arrayContaining(["request_failed", "webhook_not_stored", "dead_letter"]),
    );
    expect(all.filter((line) => CANARIES.test(line) || line.includes(key))).toEqual([]);
  });

  it("abuse 43: and no answer tells of a stack, a query, a file or a key", async () => {
    const tenant = await aTenant();
    const key = await aKey(tenant);
    captureConsole();
    await request("/api/v1/branches", { key });
    breakD1();
    for (const path of ["/api/v1/branches", "/api/v1/calls", "/api/v1/appointments", "/login"]) {
      const response = await request(path, { key, headers: { cookie: "__Host-session=x" } });
      expect(await response.text()).not.toMatch(/\bD1(?:\b|_)|SELECT|sqlite|\.ts\b|node_modules| at .*\(|fd_live_/i);
    }
  });
});
