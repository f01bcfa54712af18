import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createSharedWrite } from "../../../src/use-cases/share-write.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { breakD1 } from "../../support/worker/outages.ts";
import { deliver, holdBackJobs, holdBackWebhooks } from "../../support/worker/queues.ts";
import { postRetell } from "../../support/worker/retell.ts";
import { aCallStory, callEnded, callStarted } from "../../support/worker/retell-events.ts";
import { rawRows } from "../../support/worker/rows.ts";

type EventRow = { id: string; dedupe_key: string; tenant_id: string; status: string };

/** A tenant whose connection the Worker knows by heart. */
async function aWarmTenant(): Promise<TestTenant> {
  const tenant = await aTenant();
  await postRetell(tenant, "/inbound", { event: "call_inbound", call_inbound: { to_number: tenant.phoneNumber } });
  return tenant;
}

const startOf = (tenant: TestTenant, callId: string) => postRetell(tenant, "", callStarted(tenant, { callId }));
const statusesOf = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);
const ids = (count: number, prefix = "call") => Array.from({ length: count }, (_, at) => `${prefix}_${at}`);

/** Looks at each statement that stores events; `refuses` has D1 refuse those whose values it tells. */
function watchInserts(refuses: (values: string) => boolean = () => false): string[] {
  const stored: string[] = [];
  const prepare = env.DB.prepare.bind(env.DB);
  vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    const statement = prepare(query);
    if (!query.includes("INTO webhook_events")) return statement;
    const bind = statement.bind.bind(statement);
    return Object.assign(statement, {
      bind: (...values: unknown[]) => {
        const text = JSON.stringify(values);
        if (refuses(text)) throw new Error("D1 refuses it");
        stored.push(text);
        return bind(...values);
      },
    });
  });
  return stored;
}

beforeAll(async () => {
  await aWarmTenant();
});
afterEach(() => vi.restoreAllMocks());

describe("events that arrive at once", () => {
  it("are all stored by far fewer statements, and each is woken once", async () => {
    const tenant = await aWarmTenant();
    const [sent, statements] = [holdBackWebhooks(), watchInserts()];

    const statuses = await statusesOf(ids(200).map((callId) => startOf(tenant, callId)));

    expect(new Set(statuses)).toEqual(new Set([204]));
    const rows = await rawRows<EventRow>(tenant, "webhook_events");
    expect(new Set(rows.map((row) => row.dedupe_key)).size).toBe(200);
    expect(sent.map((message) => (message as { eventId: string }).eventId).sort()).toEqual(
      rows.map(({ id }) => id).sort(),
    );
    expect(statements.length).toBeLessThan(50);
  });

  it("are one event when they are the same", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    const answers = ids(20).flatMap((callId) => [startOf(tenant, callId), startOf(tenant, "call_same")]);
    expect(new Set(await statusesOf(answers))).toEqual(new Set([204]));
    expect(await rawRows(tenant, "webhook_events")).toHaveLength(21);
    expect(sent).toHaveLength(21);
  });

  it("are each their own tenant's, although their calls have the same names", async () => {
    const [one, other] = [await aWarmTenant(), await aWarmTenant()];
    const sent = holdBackWebhooks();
    await statusesOf(ids(20).flatMap((callId) => [startOf(one, callId), startOf(other, callId)]));
    for (const tenant of [one, other]) {
      const rows = await rawRows<EventRow>(tenant, "webhook_events");
      expect(rows.map((row) => row.dedupe_key).sort()).toEqual(
        ids(20)
          .map((id) => `call_started:${id}`)
          .sort(),
      );
    }
    await deliver(
      "webhooks",
      sent.map((body) => ({ body })),
    );
    expect(await rawRows(one, "calls")).toHaveLength(20);
    expect(await rawRows(other, "calls")).toHaveLength(20);
  });

  it("are stored although one among them is refused, which alone is sent again", async () => {
    const tenant = await aWarmTenant();
    holdBackWebhooks();
    vi.spyOn(env.WEBHOOKS, "send").mockRejectedValue(new Error("the queue is down"));
    watchInserts((values) => values.includes("call_bad"));
    const good = ids(20).map((callId) => startOf(tenant, callId));
    const bad = startOf(tenant, "call_bad");
    const later = ids(20, "later").map((callId) => startOf(tenant, callId));

    expect(new Set(await statusesOf([...good, ...later]))).toEqual(new Set([204]));
    expect((await bad).status).toBe(500);

    vi.restoreAllMocks();
    expect(await rawRows(tenant, "webhook_events")).toHaveLength(40);
    expect((await startOf(tenant, "call_bad")).status).toBe(204);
    expect(await rawRows(tenant, "webhook_events")).toHaveLength(41);
  });

  it("keep their file when D1 has stored them but its answer was lost", async () => {
    const tenant = await aWarmTenant();
    holdBackWebhooks();
    const prepare = env.DB.prepare.bind(env.DB);
    let lost = 0;
    vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
      const statement = prepare(query);
      if (!query.includes("INTO webhook_events")) return statement;
      const bind = statement.bind.bind(statement);
      return Object.assign(statement, {
        bind: (...values: unknown[]) => {
          const bound = bind(...values);
          const all = bound.all.bind(bound);
          return Object.assign(bound, {
            all: async () => {
              const stored = await all();
              if ((JSON.parse(String(values[0])) as unknown[]).length > 1) {
                lost += 1;
                throw new Error("the answer was lost");
              }
              return stored;
            },
          });
        },
      });
    });
    const lines = [{ role: "user", content: "x".repeat(1_600_000) }];
    const large = (callId: string) =>
      postRetell(tenant, "", callEnded(tenant, { callId }, { transcript_with_tool_calls: lines }));

    const answers = [...ids(5).map((callId) => startOf(tenant, callId)), large("call_large"), large("call_larger")];
    expect(new Set(await statusesOf(answers))).toEqual(new Set([204]));

    vi.restoreAllMocks();
    expect(lost).toBeGreaterThan(0);
    const rows = await rawRows<EventRow & { file_key: string | null }>(tenant, "webhook_events");
    expect(rows).toHaveLength(7);
    const files = rows.flatMap(({ file_key }) => file_key ?? []);
    expect(files).toHaveLength(2);
    for (const file of files) expect(await env.FILES.head(file)).not.toBeNull();
  });

  it("are all refused when nothing takes them", async () => {
    const tenant = await aWarmTenant();
    holdBackWebhooks();
    vi.spyOn(env.WEBHOOKS, "send").mockRejectedValue(new Error("the queue is down"));
    breakD1();
    const statuses = await statusesOf(ids(30).map((callId) => startOf(tenant, callId)));
    expect(new Set(statuses)).toEqual(new Set([500]));
    vi.restoreAllMocks();
    expect(await rawRows(tenant, "webhook_events")).toEqual([]);
    expect((await startOf(tenant, "call_0")).status).toBe(204);
  });

  it("all travel in the queue while D1 is away, and are stored once it is back", async () => {
    const tenant = await aWarmTenant();
    const sent = holdBackWebhooks();
    breakD1();
    const statuses = await statusesOf(ids(30).map((callId) => startOf(tenant, callId)));
    expect(new Set(statuses)).toEqual(new Set([204]));
    vi.restoreAllMocks();
    await deliver(
      "webhooks",
      sent.map((body) => ({ body })),
    );
    expect(await rawRows(tenant, "calls")).toHaveLength(30);
  });
});

describe("events that are merged together", () => {
  /** Many calls with all that is told of them, and the messages that wake their consumer. */
  async function aCrowd(calls: number) {
    const tenant = await aWarmTenant();
    const [sent, jobs] = [holdBackWebhooks(), holdBackJobs()];
    const stories = ids(calls).flatMap((callId) => aCallStory(tenant, callId));
    await statusesOf(stories.map((event) => postRetell(tenant, "", event)));
    return { tenant, jobs, messages: sent.map((body) => ({ body })) };
  }

  it("ask D1 as often as few do, and end as they do one by one", async () => {
    const { tenant, jobs, messages } = await aCrowd(10);
    const prepared = vi.spyOn(env.DB, "prepare");

    await deliver("webhooks", messages);

    const asked = prepared.mock.calls.filter(([query]) => /\b(?:webhook_events|calls)\b/.test(query));
    expect(asked.length).toBeLessThan(15); // one by one, each of them asks more than once
    const rows = await rawRows<EventRow & { attempts: number }>(tenant, "webhook_events");
    expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual(rows.map(() => ["processed", 1]));
    const calls = await rawRows<{ status: string; version: number }>(tenant, "calls");
    expect(calls.map(({ status, version }) => [status, version])).toEqual(calls.map(() => ["ended", 1]));
    expect(calls).toHaveLength(10);
    expect(jobs.filter(({ type }) => type === "settle_call")).toHaveLength(10);

    await deliver("webhooks", messages);
    expect(await rawRows(tenant, "calls")).toEqual(calls);
  });

  it("are each tried alone when they fail together, so that one bad event is tried again without its neighbours", async () => {
    const { tenant, messages } = await aCrowd(3);
    const [bad] = await rawRows<EventRow>(tenant, "webhook_events");
    await env.DB.prepare("UPDATE webhook_events SET sealed_payload = 'v1.1.x.y' WHERE id = ?").bind(bad?.id).run();

    const { retried } = await deliver("webhooks", messages);

    expect(retried).toHaveLength(1);
    const rows = await rawRows<EventRow & { last_error: string | null }>(tenant, "webhook_events");
    const failed = rows.filter(({ status }) => status !== "processed");
    expect(failed.map(({ id }) => id)).toEqual([bad?.id]);
    expect(failed[0]?.last_error).not.toBeNull();
    expect(await rawRows(tenant, "calls")).toHaveLength(3);
  });

  it("are merged again with what others have written meanwhile", async () => {
    const { tenant, messages } = await aCrowd(4);
    const half = messages.length / 2;
    await Promise.all([deliver("webhooks", messages.slice(0, half + 3)), deliver("webhooks", messages.slice(half))]);
    const calls = await rawRows<{ status: string; sentiment: string }>(tenant, "calls");
    expect(calls.map(({ status, sentiment }) => [status, sentiment])).toEqual(calls.map(() => ["ended", "positive"]));
    expect(calls).toHaveLength(4);
  });
});

describe("a shared write", () => {
  const background = { waitUntil: (work: Promise<unknown>) => void work };
  const most = { items: 3, chars: 10 };
  const charsOf = (item: string) => item.length;
  /** Each is told its own length. */
  const lengths = async (items: readonly string[]) => items.map(charsOf);

  it("takes what came during the one before, in order, and no more than fits", async () => {
    const writes: (readonly string[])[] = [];
    const share = createSharedWrite({
      most,
      charsOf,
      write: async (items: readonly string[]) => {
        writes.push(items);
        await scheduler.wait(1);
        return lengths(items);
      },
    });
    const all = ["a", "bb", "ccc", "dddd", "eeeeeeeeeeee", "f"];
    const answers = await Promise.all(all.map((item) => share(background, item)));
    expect(answers).toEqual(all.map(charsOf));
    expect(writes).toEqual([["a"], ["bb", "ccc", "dddd"], ["eeeeeeeeeeee"], ["f"]]);
  });

  it("is done by whoever has waited too long for one that was cut off", async () => {
    let writes = 0;
    const share = createSharedWrite({
      most,
      charsOf,
      write: (items: readonly string[]) => {
        writes += 1;
        return writes === 1 ? new Promise<number[]>(() => {}) : lengths(items);
      },
    });
    void share(background, "gone");
    expect(await Promise.all([share(background, "aa"), share(background, "b")])).toEqual([2, 1]);
    expect(await share(background, "ccc")).toBe(3);
  });
});
