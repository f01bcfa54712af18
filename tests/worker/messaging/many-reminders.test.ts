import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { enqueueDueReminders } from "../../../src/cron/reminders.ts";
import { HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";

/** Years after everybody else's appointments. */
const NOW = Date.UTC(2055, 5, 1, 10);
const APPOINTMENTS = 100_000;
const BATCH = 5_000;
/** Of a worker on the paid plan, each: statements to D1 and messages to queues, per invocation. */
const MAX_CALLS = 1_000;

/** As the read model has them, spread over the day before they are reminded of. */
const INSERT = `
  INSERT INTO appointments (tenant_id, id, branch_id, service_id, staff_id, starts_at, ends_at, status, version, channel,
    sealed_contact, language, price_minor, currency, created_at, updated_at)
  SELECT ?1, ?2 || '_' || value, 'b', 's', 'm', ?3 + value * 900, ?3 + value * 900 + 1, 'confirmed', 1, 'api', 'x', 'de',
    1, 'EUR', 1, 1
  FROM json_each(?4)`;

afterEach(() => vi.restoreAllMocks());

describe("reminders of 100,000 appointments", () => {
  it("are selected and enqueued within what one tick may ask for, and only those that are due", async () => {
    const { tenantId } = await aTenant();
    const numbers = Array.from({ length: BATCH }, (_, index) => index);
    for (let from = 0; from < APPOINTMENTS; from += BATCH) {
      const some = JSON.stringify(numbers.map((number) => from + number));
      await env.DB.prepare(INSERT)
        .bind(tenantId, newId("apt"), NOW + HOUR_MS - 10 * MINUTE_MS, some)
        .run();
    }
    const [sent, prepared] = [vi.spyOn(env.JOBS, "sendBatch"), vi.spyOn(env.DB, "prepare")];
    sent.mockImplementation(async () => ({}) as QueueSendResponse);
    await enqueueDueReminders(env, NOW);
    const jobs = sent.mock.calls.flatMap(([batch]) => [...batch]);
    const due = jobs.filter(({ body }) => (body as { tenantId?: string }).tenantId === tenantId);
    const ofKind = (minutes: number) =>
      due.filter(({ body }) => (body as { minutesBefore: number }).minutesBefore === minutes);
    // Ten minutes of them are due an hour before, 900 ms apart; of two hours' a day before the tick takes its 5,000.
    expect([ofKind(60).length, ofKind(1_440).length]).toEqual([Math.floor((10 * MINUTE_MS) / 900) + 1, 5_000]);
    expect(sent.mock.calls.every(([batch]) => [...batch].length <= 100)).toBe(true);
    expect(sent.mock.calls.length + prepared.mock.calls.length).toBeLessThan(MAX_CALLS);
  });

  it("wait for the next tick beyond 5,000 of a kind", async () => {
    const { tenantId } = await aTenant();
    const later = NOW + 40 * 24 * HOUR_MS;
    const numbers = JSON.stringify(Array.from({ length: 6_000 }, (_, index) => index / 1_000));
    await env.DB.prepare(INSERT)
      .bind(tenantId, newId("apt"), later + HOUR_MS - MINUTE_MS, numbers)
      .run();
    const sent = vi.spyOn(env.JOBS, "sendBatch").mockImplementation(async () => ({}) as QueueSendResponse);
    await enqueueDueReminders(env, later);
    const count = sent.mock.calls.reduce((sum, [batch]) => sum + [...batch].length, 0);
    expect([count, sent.mock.calls.length]).toEqual([5_000, 50]);
  });
});
