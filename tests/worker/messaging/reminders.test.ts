import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { JobMessage } from "../../../src/contracts/queue-messages.ts";
import { enqueueDueReminders } from "../../../src/cron/reminders.ts";
import { appointments } from "../../../src/db/schema/appointments.ts";
import { messages } from "../../../src/db/schema/messaging.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { AppointmentId, MessageId } from "../../../src/domain/ids.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { sealContact } from "../../../src/use-cases/booking/contact.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { queueReminder } from "../../../src/use-cases/messaging/queue-reminder.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { CALLER } from "../../support/worker/retell.ts";

/** Monday 2040-11-26, 12:00 in Berlin: nobody else's appointments are near. */
const START = Date.UTC(2040, 10, 26, 11);
const background = { waitUntil: () => undefined };
let years = 0;

/** A world whose queue and clock the test owns. Nothing happens by itself. */
async function aWorld() {
  const tenant = await aTenant();
  const base = START + (years++ % 50) * 7 * DAY_MS;
  const world = { tenant, now: base, queue: [] as JobMessage[], sent: [] as string[], dies: false, base };
  const isMine = (job: JobMessage) => "tenantId" in job && job.tenantId === tenant.tenantId;
  const keep = (job: JobMessage) => void (isMine(job) && world.queue.push(job));
  const done = {} as QueueSendResponse; // nobody reads it
  vi.spyOn(env.JOBS, "send").mockImplementation(async (job) => (keep(job as JobMessage), done));
  vi.spyOn(env.JOBS, "sendBatch").mockImplementation(async (batch) => {
    for (const { body } of batch) keep(body as JobMessage);
    return done;
  });
  return world;
}
type World = Awaited<ReturnType<typeof aWorld>>;

async function anAppointment({ tenant, now }: World, startsAt: number): Promise<AppointmentId> {
  const id = newId("apt");
  const contact = await sealContact(tenant.vault, id, { name: "Erika", phone: CALLER, email: null, notes: null });
  const { tenantId, branchId, cut: serviceId, anna: staffId } = tenant;
  const times = { startsAt, endsAt: startsAt + HOUR_MS, createdAt: now, updatedAt: now };
  const terms = {
    status: "confirmed",
    version: 1,
    channel: "api",
    language: "en",
    priceMinor: 1,
    currency: "EUR",
  } as const;
  const row = { tenantId, id, branchId, serviceId, staffId, ...times, ...terms, sealedContact: contact.sealed };
  await tenantDb(env.DB, tenantId).orm.insert(appointments).values(row);
  return id;
}

const change = ({ tenant, now }: World, id: AppointmentId, to: Partial<typeof appointments.$inferInsert>) =>
  tenantDb(env.DB, tenant.tenantId)
    .orm.update(appointments)
    .set({ ...to, updatedAt: now })
    .where(and(eq(appointments.tenantId, tenant.tenantId), eq(appointments.id, id)));

const tick = (world: World) => enqueueDueReminders(env, world.now);

/** Runs one message; a consumer that dies leaves it where it was, as the queue does. */
async function run(world: World, job: JobMessage): Promise<void> {
  if (job.type === "queue_reminder") return queueReminder(env, background, job, world.now);
  if (job.type === "send_message") return send(world, job.messageId);
}

async function send(world: World, messageId: MessageId): Promise<void> {
  const { tenantId } = world.tenant;
  const row = await tenantDb(env.DB, tenantId).orm.select().from(messages).where(eq(messages.id, messageId)).get();
  const provider = {
    vendor: "twilio" as const,
    sendsOnce: false,
    send: async () => {
      world.sent.push(row?.uniqueKey ?? "");
      if (world.dies) throw new Error("the process ends here");
      return { kind: "sent" as const, vendorId: newId("evt"), segments: 1 };
    },
  };
  await deliverMessage(env, { tenantId, messageId }, world.now, async () => [{ senderId: null, provider }]);
}

async function drain(world: World): Promise<void> {
  while (world.queue.length > 0) {
    const job = world.queue.shift();
    if (job) await run(world, job).catch(() => undefined);
  }
}

async function overdue(world: World): Promise<void> {
  const mine = eq(messages.tenantId, world.tenant.tenantId);
  const rows = await tenantDb(env.DB, world.tenant.tenantId).orm.select().from(messages).where(mine);
  for (const row of rows) if (row.status === "queued" || row.status === "sending") await send(world, row.id);
}

/** Every five minutes, with the sweep, until then. */
async function pass(world: World, to: number, step = 5 * MINUTE_MS): Promise<void> {
  for (; world.now < to; world.now += step) {
    await tick(world);
    await drain(world);
    await overdue(world);
  }
}

const key = (id: AppointmentId, minutes: number, startsAt: number) => `reminder/${id}/${minutes}/${startsAt}`;

afterEach(() => vi.restoreAllMocks());

describe("reminders", () => {
  it("go out a day and an hour before, once each, whoever ticks twice", async () => {
    const world = await aWorld();
    const startsAt = world.base + 30 * HOUR_MS;
    const id = await anAppointment(world, startsAt);
    world.now = startsAt - DAY_MS - 10 * MINUTE_MS;
    await pass(world, startsAt - DAY_MS + 20 * MINUTE_MS);
    world.now = startsAt - HOUR_MS;
    await Promise.all([tick(world), tick(world)]);
    world.queue.push(...world.queue);
    await Promise.all(world.queue.splice(0).map((job) => run(world, job)));
    await drain(world);
    expect(world.sent).toEqual([key(id, 1_440, startsAt), key(id, 60, startsAt)]);
  });

  it("are planned anew after a move, and end with a cancellation, even when they are on their way", async () => {
    const world = await aWorld();
    const startsAt = world.base + 30 * HOUR_MS;
    const later = startsAt + 2 * DAY_MS;
    const id = await anAppointment(world, startsAt);
    world.now = startsAt - DAY_MS;
    await tick(world);
    for (const job of world.queue.splice(0)) await run(world, job); // stored, not sent
    await change(world, id, { startsAt: later });
    await drain(world);
    expect(world.sent).toEqual([]);
    world.now = later - DAY_MS;
    await tick(world);
    await drain(world);
    expect(world.sent).toEqual([key(id, 1_440, later)]);
    world.now = later - HOUR_MS;
    await tick(world);
    for (const job of world.queue.splice(0)) await run(world, job);
    await change(world, id, { status: "cancelled" });
    await drain(world);
    expect(world.sent).toHaveLength(1);
  });

  it("are never doubled and never wrong, whatever dies, repeats, is lost or jumps", async () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant("tick" as const), minutes: fc.integer({ min: -90, max: 180 }) }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("run" as const, "repeat" as const, "die" as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("lose" as const, "sweep" as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant("move" as const), hours: fc.integer({ min: -20, max: 20 }) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        const world = await aWorld();
        let startsAt = world.base + 26 * HOUR_MS;
        const id = await anAppointment(world, startsAt);
        let isOpen = true;
        for (const each of acts) {
          const before = world.sent.length;
          if (each.do === "tick") {
            world.now += each.minutes * MINUTE_MS;
            await tick(world);
          } else if (each.do === "move") {
            startsAt += each.hours * HOUR_MS;
            await change(world, id, { startsAt });
          } else if (each.do === "cancel") {
            isOpen = false;
            await change(world, id, { status: "cancelled" });
          } else if (each.do === "lose") {
            world.queue.shift();
          } else if (each.do === "sweep") {
            await overdue(world);
          } else {
            world.dies = each.do === "die";
            const [job] = world.queue;
            if (each.do === "run") world.queue.shift();
            if (job) await run(world, job).catch(() => undefined);
            world.dies = false;
          }
          for (const sent of world.sent.slice(before)) {
            expect(isOpen).toBe(true);
            expect([1_440, 60].map((minutes) => key(id, minutes, startsAt))).toContain(sent);
          }
          expect(new Set(world.sent).size).toBe(world.sent.length);
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it("of a closed-down hour are made up for, and those that nobody needs any more are not", async () => {
    const world = await aWorld();
    const soon = world.base + DAY_MS;
    const ids = [await anAppointment(world, soon), await anAppointment(world, soon + 12 * HOUR_MS)];
    await change({ ...world, now: world.base - DAY_MS }, ids[0]!, {});
    await change({ ...world, now: world.base - DAY_MS }, ids[1]!, {});
    world.now = world.base + HOUR_MS; // the sweep was down for an hour
    await tick(world);
    await drain(world);
    expect(world.sent).toEqual([key(ids[0]!, 1_440, soon)]);
    world.now = world.base + 15 * HOUR_MS; // and now for far too long
    await tick(world);
    await drain(world);
    expect(world.sent).toHaveLength(1);
  });
});
