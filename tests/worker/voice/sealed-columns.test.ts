import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { dateInTenDays } from "../../support/worker/commands.ts";
import { deliver, holdBackWebhooks } from "../../support/worker/queues.ts";
import { ask, postRetell } from "../../support/worker/retell.ts";
import { callAnalyzed, callStarted, transcriptUpdated } from "../../support/worker/retell-events.ts";
import { rawRows, type TenantTable } from "../../support/worker/rows.ts";

/** Words that occur nowhere else: wherever they are found in the clear, something leaked. */
const CANARY = {
  caller: "+4915199887766",
  given: "+4915122334455",
  name: "Quirinus Kanarienvogel",
  email: "kanarienvogel@example.com",
  notes: "Allergisch gegen Zebrafarbe",
  said: "Mein Hund heisst Zuckerwatte",
  told: "Caller named Zuckerwatte asked for a visit",
  recording: "https://recordings.example.com/zuckerwatte.wav",
};
const TABLES: TenantTable[] = ["calls", "webhook_events", "appointments", "customers", "connections", "audit_log"];
const SECRETS = [...Object.values(CANARY), "15199887766", "15122334455", "Kanarienvogel", "Zuckerwatte", "Zebrafarbe"];

afterEach(() => vi.restoreAllMocks());

describe("what is stored of a call that books", () => {
  it("shows no number, name, address or word in the clear, in D1, KV, the object, the queue or the log", async () => {
    const tenant = await aTenant();
    const printed = ["log", "warn", "error", "info"].map((name) => vi.spyOn(console, name as "log"));
    const sent = holdBackWebhooks();
    const call = { callId: "call_1", from: CANARY.caller };
    const lines = [{ role: "user", content: CANARY.said }];
    await postRetell(tenant, "", callStarted(tenant, call));
    const { name, email, notes } = CANARY;
    const wish = { service: "Cut", startsAt: `${dateInTenDays()}T10:00` };
    const booked = await ask(
      tenant,
      "book_appointment",
      { ...wish, name, email, notes, phone: CANARY.given, confirmed: true },
      call,
    );
    expect(booked.ok).toBe(true);
    expect((await ask(tenant, "book_appointment", { ...wish, name }, call)).ok).toBe(true);
    await postRetell(tenant, "", transcriptUpdated(tenant, lines, call));
    const analysis = { call_summary: CANARY.told, user_sentiment: "Neutral" };
    const more = { recording_url: CANARY.recording, call_analysis: analysis, transcript_with_tool_calls: lines };
    await postRetell(tenant, "", callAnalyzed(tenant, call, more));
    for (const body of sent) await deliver("webhooks", [{ body }]);
    await tenant.calendar().drain(tenant.ref);

    const stored = await Promise.all(TABLES.map(async (table) => [table, await rawRows(tenant, table)] as const));
    const filled = stored.filter(([, rows]) => rows.length > 0).map(([table]) => table);
    expect(filled).toEqual(
      expect.arrayContaining(["calls", "webhook_events", "appointments", "customers", "connections"]),
    );
    const directory = await Promise.all((await env.DIRECTORY.list()).keys.map(({ name }) => env.DIRECTORY.get(name)));
    const inObject = await tenant.calendar().page(tenant.ref, "", 100);
    const logged = printed.flatMap((spy) => spy.mock.calls);
    const haystack = JSON.stringify([stored, directory, inObject, sent, logged]).toLowerCase();

    expect(inObject).toHaveLength(2);
    for (const secret of [...SECRETS, tenant.retellApiKey]) expect(haystack).not.toContain(secret.toLowerCase());
  });
});
