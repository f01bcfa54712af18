import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { JobMessage } from "../../../src/contracts/queue-messages.ts";
import { enqueueDueSteps } from "../../../src/cron/leads.ts";
import { findEnrolment, listEnrolments, listSteps } from "../../../src/db/queries/enrolments.ts";
import { consentStatements } from "../../../src/db/queries/opt-outs.ts";
import { insertCallConsent, listOutbound } from "../../../src/db/queries/outbound-requests.ts";
import { leads } from "../../../src/db/schema/leads.ts";
import { messages } from "../../../src/db/schema/messaging.ts";
import { enrolments } from "../../../src/db/schema/sequences.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { EnrolmentId, MessageId } from "../../../src/domain/ids.ts";
import { err, ok } from "../../../src/domain/result.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import type { CallOutcome } from "../../../src/domain/voice/call-outcome.ts";
import { deliverMessage } from "../../../src/use-cases/messaging/deliver-message.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { runStep } from "../../../src/use-cases/sequences/run-step.ts";
import { consentRow } from "../../../src/use-cases/voice/outbound/call-consents.ts";
import { usualOutboundSettings } from "../../../src/use-cases/voice/outbound/outbound-settings.ts";
import { runOutbound, settleOutbound } from "../../../src/use-cases/voice/outbound/run-outbound.ts";
import { aTenant } from "../../support/worker/a-tenant.ts";
import { closeBranch, reopenBranch } from "../../support/worker/catalogue.ts";
import { aSession, problemOf, request } from "../../support/worker/credentials.ts";
import { aLead, aSequence, aStep, historyOf, leadOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

/** Monday 2041-01-14, 12:00 in Berlin. */
const START = Date.UTC(2041, 0, 14, 11);
const PHONE = "+4915112345678";
const background = { waitUntil: () => undefined };
const STEPS = [aStep(), aStep({ channel: "call" }), aStep({ delayMinutes: 1_440 })];
let weeks = 0;

/** A world whose queue and clock the test owns, and somebody in a sequence in it. */
async function aWorld(steps = STEPS, lead: Parameters<typeof aLead>[1] = {}) {
  const tenant = await aTenant();
  const base = START + (weeks++ % 500) * 7 * DAY_MS;
  const world = {
    tenant,
    base,
    now: base,
    queue: [] as JobMessage[],
    sent: [] as string[],
    rung: 0,
    dies: false,
    isFull: false,
  };
  const isMine = (job: JobMessage) => "tenantId" in job && job.tenantId === tenant.tenantId;
  const keep = (job: JobMessage) => void (isMine(job) && world.queue.push(job));
  const done = {} as QueueSendResponse; // nobody reads it
  vi.spyOn(env.JOBS, "send").mockImplementation(async (job) => (keep(job as JobMessage), done));
  vi.spyOn(env.JOBS, "sendBatch").mockImplementation(async (batch) => {
    for (const { body } of batch) keep(body as JobMessage);
    return done;
  });
  const db = tenantDb(env.DB, tenant.tenantId);
  const sequenceId = await aSequence(tenant, { steps });
  const { id: leadId } = await aLead(tenant, lead);
  world.queue.length = 0;
  const { items } = await listEnrolments(db, { leadId }, { cursor: null, limit: 1 });
  const id = items[0]?.id as EnrolmentId;
  const begin = { startedAt: base - 1, nextAt: base + (steps[0]?.delayMinutes ?? 0) * MINUTE_MS };
  await db.orm.update(enrolments).set(begin).where(eq(enrolments.id, id));
  return { ...world, db, sequenceId, leadId, id };
}
type World = Awaited<ReturnType<typeof aWorld>>;

async function run(world: World, job: JobMessage): Promise<void> {
  if (job.type === "run_step") await runStep(env, background, job, world.now);
  if (job.type === "call_outbound") {
    await runOutbound(env, job, world.now, async () => {
      if (world.isFull) return err({ reason: "too_many", limit: 5 });
      world.rung += 1;
      if (world.dies) throw new Error("the process ends here");
      return ok({ callId: newId("cal"), connectionId: newId("con"), providerCallId: "x" });
    });
  }
  if (job.type === "send_message") await send(world, job.messageId);
}

async function send(world: World, messageId: MessageId): Promise<void> {
  const row = await world.db.orm.select().from(messages).where(eq(messages.id, messageId)).get();
  const provider = {
    vendor: "twilio" as const,
    sendsOnce: false,
    send: async () => {
      world.sent.push(row?.uniqueKey ?? "");
      if (world.dies) throw new Error("the process ends here");
      return { kind: "sent" as const, vendorId: newId("evt"), segments: 1 };
    },
  };
  await deliverMessage(env, { tenantId: world.tenant.tenantId, messageId }, world.now, async () => [
    { senderId: null, provider },
  ]);
}

async function sweep(world: World): Promise<void> {
  const rows = await world.db.orm.select().from(messages).where(eq(messages.tenantId, world.tenant.tenantId));
  for (const row of rows) if (row.status === "queued" || row.status === "sending") await send(world, row.id);
}

async function drain(world: World): Promise<void> {
  for (let job = world.queue.shift(); job; job = world.queue.shift()) await run(world, job).catch(() => undefined);
}

async function pass(world: World, to: number, step = HOUR_MS): Promise<void> {
  for (; world.now < to; world.now += step) {
    await enqueueDueSteps(env, world.now);
    await drain(world);
    await sweep(world);
  }
}

const stateOf = ({ db, id }: World) => findEnrolment(db, id);
const outcomes = async ({ db, id }: World) => (await listSteps(db, id)).map(({ outcome, reason }) => reason ?? outcome);

const callsOf = async ({ db, leadId }: World) => (await listOutbound(db, { leadId }, { cursor: null, limit: 9 })).items;

/** The call that goes on ends; then the sweep looks for calls that are due. */
async function endCall(world: World, outcome: CallOutcome, now: number): Promise<void> {
  const [row] = await callsOf(world);
  if (!row?.callId) throw new Error("no call goes on");
  await settleOutbound(env, world.db, { callId: row.callId, outcome }, now);
}
async function sweepCalls(world: World, now: number): Promise<void> {
  world.now = now;
  for (const { id: outboundId } of await callsOf(world)) {
    await run(world, { type: "call_outbound", tenantId: world.tenant.tenantId, outboundId });
  }
}

async function optOut({ db, tenant, now }: World): Promise<void> {
  const addressIndex = await tenant.vault.phoneIndex(PHONE);
  const entry = { id: newId("cns"), channel: "sms" as const, addressIndex, messageId: null, at: now };
  await db.orm.batch(consentStatements(db, { ...entry, action: "withdrawn", source: "word" }));
}

async function reply({ db, tenant, now }: World): Promise<void> {
  const [id, addressIndex] = [newId("msg"), await tenant.vault.phoneIndex(PHONE)];
  const row = { tenantId: tenant.tenantId, id, uniqueKey: id, addressIndex, createdAt: now, nextAttemptAt: now };
  const facts = { channel: "sms", direction: "inbound", purpose: "transactional", kind: "text" } as const;
  await db.orm.insert(messages).values({ ...row, ...facts, language: "en", status: "received" });
}

afterEach(() => vi.restoreAllMocks());

describe("a follow-up sequence", () => {
  it("takes each step once, in its time, and stands in the lead's history", async () => {
    const world = await aWorld([
      ...STEPS,
      aStep({ channel: "task", en: { subject: null, text: "Send {name} a card", template: null } }),
    ]);
    await pass(world, world.base + 4 * DAY_MS);
    expect(world.sent).toEqual([0, 2].map((position) => `sequence/${world.id}/${position}`));
    expect(world.rung).toBe(1);
    expect(await outcomes(world)).toEqual(["queued", "queued", "queued", "task"]);
    expect(await stateOf(world)).toMatchObject({ status: "finished", nextAt: null });
    const session = await aSession(world.tenant, "owner");
    expect(await leadOf({ session }, world.leadId)).toMatchObject({ todo: "Send Erika Muster a card" });
    const types = (await historyOf({ session }, world.leadId)).map(({ type }) => type);
    expect(types.filter((type) => type === "step_done")).toHaveLength(4);
  });

  it("takes no step twice and none that is over, whatever dies, repeats, is lost or jumps", async () => {
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant("tick" as const), minutes: fc.integer({ min: -90, max: 400 }) }),
      },
      { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("run" as const, "repeat" as const, "die" as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("lose" as const, "sweep" as const, "both" as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("reply" as const, "stop" as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        const world = await aWorld();
        let isOver = false;
        for (const each of acts) {
          const before = world.sent.length + world.rung;
          if (each.do === "tick") {
            world.now += each.minutes * MINUTE_MS;
            await enqueueDueSteps(env, world.now);
          } else if (each.do === "both") {
            await Promise.allSettled(world.queue.slice(0, 2).map((job) => run(world, job)));
          } else if (each.do === "lose") world.queue.shift();
          else if (each.do === "sweep") await sweep(world);
          else if (each.do === "reply" || each.do === "stop") {
            // A clock that went back must not make them answer before they were asked.
            world.now = Math.max(world.now, world.base);
            await (each.do === "reply" ? reply(world) : optOut(world));
            isOver = true;
          } else {
            world.dies = each.do === "die";
            const [job] = world.queue;
            if (each.do === "run") world.queue.shift();
            if (job) await run(world, job).catch(() => undefined);
            world.dies = false;
          }
          expect(new Set(world.sent).size).toBe(world.sent.length);
          // Called once, and again by the policy when nobody knows what became of it.
          const calls = await callsOf(world);
          expect(calls.length).toBeLessThanOrEqual(1);
          expect(world.rung).toBeLessThanOrEqual(usualOutboundSettings.maxAttempts);
          if (isOver && each.do === "tick") {
            await drain(world);
            const state = await stateOf(world);
            if (state?.status === "active") expect(state.nextAt).toBeGreaterThan(world.now);
          }
          const made = world.sent.length + world.rung - before;
          expect(made).toBeLessThanOrEqual(2);
        }
        const taken = (await listSteps(world.db, world.id)).map(({ position }) => position);
        expect(taken).toEqual([...new Set(taken)]);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it.each([
    ["replied", reply],
    ["opted_out", optOut],
    ["lost", ({ db, leadId }: World) => db.orm.update(leads).set({ status: "lost" }).where(eq(leads.id, leadId))],
    ["booked", ({ db, leadId }: World) => db.orm.update(leads).set({ status: "booked" }).where(eq(leads.id, leadId))],
  ])("ends for whoever has %s", async (reason, change) => {
    const world = await aWorld();
    await pass(world, world.base + 90 * MINUTE_MS, 30 * MINUTE_MS);
    expect(world.sent).toHaveLength(1);
    await change(world);
    await pass(world, world.base + 3 * DAY_MS);
    expect([world.sent.length, world.rung]).toEqual([1, 0]);
    expect(await stateOf(world)).toMatchObject({ status: "stopped", stopReason: reason, nextAt: null });
  });

  it("has a call repeated by the business's policy until somebody picks up", async () => {
    const world = await aWorld([aStep({ channel: "call" })]);
    await pass(world, world.base + 2 * HOUR_MS, 30 * MINUTE_MS);
    expect(world.rung).toBe(1);
    const [first] = await callsOf(world);
    expect(first).toMatchObject({ status: "calling", basis: "gave_consent", enrolmentId: world.id });
    await endCall(world, "busy", world.now);
    await sweepCalls(world, world.now + 10 * MINUTE_MS);
    expect(world.rung).toBe(1);
    await sweepCalls(world, world.now + 10 * MINUTE_MS);
    expect(world.rung).toBe(2);
    await endCall(world, "reached", world.now);
    await sweepCalls(world, world.now + DAY_MS);
    expect([world.rung, (await callsOf(world)).map(({ status }) => status)]).toEqual([2, ["reached"]]);
  });

  it.each([
    ["answered", reply],
    ["said no", optOut],
    ["booked", ({ db, leadId }: World) => db.orm.update(leads).set({ status: "booked" }).where(eq(leads.id, leadId))],
    [
      "been taken out of it",
      ({ db, id }: World) => db.orm.update(enrolments).set({ status: "stopped" }).where(eq(enrolments.id, id)),
    ],
  ])("does not call again who has %s since", async (_, change) => {
    const world = await aWorld([aStep({ channel: "call" })]);
    await pass(world, world.base + 2 * HOUR_MS, 30 * MINUTE_MS);
    await endCall(world, "no_answer", world.now);
    await change(world);
    await sweepCalls(world, world.now + 4 * HOUR_MS);
    expect(world.rung).toBe(1);
    expect(await callsOf(world)).toMatchObject([{ status: "cancelled", reason: "not_needed" }]);
  });

  it("calls nobody who has asked not to be called, and leaves the ledger as it is", async () => {
    const world = await aWorld([aStep({ channel: "call" })]);
    const line = { phone: PHONE, action: "withdrawn" as const, basis: null, note: "", actor: "system" };
    await insertCallConsent(world.db, await consentRow(world.tenant.vault, line, world.base));
    await pass(world, world.base + 2 * HOUR_MS);
    expect([world.rung, await outcomes(world), await callsOf(world)]).toEqual([0, ["do_not_call"], []]);
    expect(await rawRows(world.tenant, "call_consents")).toHaveLength(1);
  });

  it("waits while as many calls go on as the business allows", async () => {
    const world = await aWorld([aStep({ channel: "call" })]);
    world.isFull = true;
    await pass(world, world.base + 2 * HOUR_MS);
    expect([world.rung, await callsOf(world)]).toMatchObject([0, [{ status: "due", reason: "too_many" }]]);
    world.isFull = false;
    await sweepCalls(world, world.now + 10 * MINUTE_MS);
    expect([world.rung, await callsOf(world)]).toMatchObject([1, [{ status: "calling" }]]);
  });

  it("keeps a message back that was on its way as they answered", async () => {
    const world = await aWorld();
    world.now = world.base + HOUR_MS;
    await enqueueDueSteps(env, world.now);
    for (const job of world.queue.splice(0)) await run(world, job); // stored, not sent
    await world.db.orm
      .update(enrolments)
      .set({ status: "stopped", stopReason: "replied" })
      .where(eq(enrolments.id, world.id));
    await drain(world);
    await sweep(world);
    expect(world.sent).toEqual([]);
  });

  it("waits for the morning, and leaves out what cannot or may not be", async () => {
    const night = await aWorld([aStep({ delayMinutes: 11 * 60 })]);
    await pass(night, night.base + 12 * HOUR_MS); // 23:00
    expect(night.sent).toEqual([]);
    await pass(night, night.base + 22 * HOUR_MS);
    expect(night.sent).toHaveLength(1);
    const silent = await aWorld([aStep(), aStep({ channel: "email" })], { hasConsent: false });
    await pass(silent, silent.base + 5 * HOUR_MS);
    expect(await outcomes(silent)).toEqual(["no_consent", "no_address"]);
    const landline = await aWorld([aStep()], { phone: "+4930901820" });
    await pass(landline, landline.base + 3 * HOUR_MS);
    expect([await outcomes(landline), landline.sent]).toEqual([["landline"], []]);
  });

  it("rests while its branch is closed, and goes on when that is open again", async () => {
    const world = await aWorld([aStep()]);
    await closeBranch(world.tenant);
    await pass(world, world.base + 12 * HOUR_MS);
    expect(world.sent).toEqual([]);
    expect(await stateOf(world)).toMatchObject({ status: "active", position: 0 });

    await reopenBranch(world.tenant);
    await pass(world, world.base + 26 * HOUR_MS);
    expect(world.sent).toEqual([`sequence/${world.id}/0`]);
  });

  it("is edited with the version that was read, ends when it is switched off, and refuses words that name nothing", async () => {
    const world = await aWorld();
    const session = await aSession(world.tenant, "owner");
    const path = `/api/v1/sequences/${world.sequenceId}`;
    const patch = (body: object, version = '"1"') =>
      request(path, { session, method: "PATCH", body, headers: { "if-match": version } });
    const wrong = { ...aStep(), en: { subject: null, text: "Hello {firstname}" } };
    expect((await problemOf(await patch({ steps: [wrong] }))).errors?.[0]?.field).toBe("steps.0.en.text");
    expect((await patch({ isActive: false })).status).toBe(200);
    expect((await problemOf(await patch({ name: "x" }))).code).toBe("version_conflict");
    expect(await stateOf(world)).toMatchObject({ status: "stopped", stopReason: "switched_off" });
    await pass(world, world.base + 3 * DAY_MS);
    expect(world.sent).toEqual([]);
  });
});
