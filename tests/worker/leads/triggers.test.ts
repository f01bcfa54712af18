import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { toCallValues } from "../../../src/db/call-rows.ts";
import { listEnrolments, listSteps } from "../../../src/db/queries/enrolments.ts";
import { listMissedCalls } from "../../../src/db/queries/missed-calls.ts";
import { storeOutboundSettings } from "../../../src/db/queries/outbound-requests.ts";
import { calls } from "../../../src/db/schema/voice.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { EnrolmentId } from "../../../src/domain/ids.ts";
import { monthsBefore } from "../../../src/domain/leads/recall.ts";
import type { SequenceTrigger } from "../../../src/domain/leads/sequence.ts";
import { DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { emptyCall } from "../../../src/domain/voice/call-record.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { enrolMissedCall } from "../../../src/use-cases/sequences/enrol-missed-call.ts";
import { enrolRecalls } from "../../../src/use-cases/sequences/enrol-recalls.ts";
import { runStep } from "../../../src/use-cases/sequences/run-step.ts";
import { usualOutboundSettings } from "../../../src/use-cases/voice/outbound/outbound-settings.ts";
import { textBack } from "../../../src/use-cases/voice/text-back.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { anImported } from "../../support/worker/commands.ts";
import { aSession, request } from "../../support/worker/credentials.ts";
import { holdBackJobs } from "../../support/worker/emails.ts";
import { eventually } from "../../support/worker/eventually.ts";
import { aLead, aSequence, leadsOf } from "../../support/worker/leads.ts";
import { rawRows } from "../../support/worker/rows.ts";

const background = { waitUntil: () => undefined };
const first = { cursor: null, limit: 20 };

const enrolled = async ({ tenantId }: TestTenant) =>
  (await listEnrolments(tenantDb(env.DB, tenantId), {}, first)).items;

/** A call that ended after some seconds. */
async function aCall(tenant: TestTenant, durationMs: number, endedAt: number) {
  const { tenantId, branchId, connectionId, vault } = tenant;
  const id = newId("cal");
  const key = {
    id,
    connectionId,
    provider: "retell" as const,
    providerCallId: id,
    branchId,
    createdAt: endedAt - durationMs,
    version: 0,
    wordsErasedAt: null,
    markedSpam: null,
  };
  const facts = {
    ...emptyCall.facts,
    direction: "inbound" as const,
    status: "ended" as const,
    fromNumber: "+4915112345678",
    endedAt,
    durationMs,
  };
  const values = await toCallValues(env, vault, key, { facts, stages: emptyCall.stages }, endedAt);
  await tenantDb(env.DB, tenantId)
    .orm.insert(calls)
    .values({ ...values, tenantId });
  return id;
}

async function withSequence(trigger: SequenceTrigger, recallMonths: number | null = null) {
  const tenant = await aTenant();
  return { tenant, sequenceId: await aSequence(tenant, { trigger, recallMonths }) };
}

afterEach(() => vi.restoreAllMocks());

describe("somebody gets into a sequence", () => {
  it("after a missed call, once, as a lead where nobody knows the number; not after one that was spoken in", async () => {
    holdBackJobs();
    const { tenant } = await withSequence("missed_call");
    const now = Date.now();
    const [callId, spoken] = [await aCall(tenant, 4_000, now - 60_000), await aCall(tenant, 90_000, now - 60_000)];
    const missed = async () =>
      (await listMissedCalls(env.DB, now, 1_000)).filter(({ tenantId }) => tenantId === tenant.tenantId);
    expect(await missed()).toEqual([{ tenantId: tenant.tenantId, callId }]);
    const enrol = () => enrolMissedCall(env, background, { tenantId: tenant.tenantId, callId }, now);
    await Promise.all([enrol(), enrol()]);
    await enrol();
    expect([await enrolled(tenant), await missed()]).toMatchObject([[{ status: "active", customerId: null }], []]);
    const session = await aSession(tenant, "owner");
    expect(await leadsOf({ session })).toMatchObject([{ source: "phone", phone: "+4915112345678", hasConsent: false }]);
    expect(spoken).not.toBe(callId);
  });

  it("after a missed call that a text has answered already, leaving out the first message, and only that", async () => {
    holdBackJobs();
    const { tenant } = await withSequence("missed_call");
    const { tenantId } = tenant;
    const [db, now] = [tenantDb(env.DB, tenantId), Date.now()];
    await storeOutboundSettings(db, { ...usualOutboundSettings, textBack: true }, now);
    const callId = await aCall(tenant, 4_000, now - 1_000);
    await enrolMissedCall(env, background, { tenantId, callId }, now);
    await textBack(env, background, { tenantId, callId }, now);
    const [{ id: enrolmentId } = { id: "" as EnrolmentId }] = await enrolled(tenant);
    await runStep(env, background, { tenantId, enrolmentId, position: 0 }, now + DAY_MS);
    await runStep(env, background, { tenantId, enrolmentId, position: 1 }, now + 400 * DAY_MS);
    expect(await listSteps(db, enrolmentId)).toMatchObject([
      { outcome: "skipped", reason: "texted_back" },
      { outcome: "task" },
    ]);
    expect(await rawRows(tenant, "messages")).toMatchObject([{ kind: "text_back" }]);
  });

  it.each([
    ["no_show", "no-show"],
    ["after_visit", "complete"],
  ] as const)("by %s, once an appointment", async (trigger, act) => {
    const { tenant } = await withSequence(trigger);
    const session = await aSession(tenant, "owner");
    const id = await anImported(tenant, "confirmed", -HOUR_MS);
    expect((await request(`/api/v1/appointments/${id}/${act}`, { session, method: "POST" })).status).toBe(200);
    await tenant.calendar().drain(tenant.ref);
    await eventually(async () => expect(await enrolled(tenant)).toMatchObject([{ leadId: null, status: "active" }]));
  });

  it("so many months after the last visit, once, unless something is booked", async () => {
    const { tenant, sequenceId } = await withSequence("recall", 2);
    const now = Date.now();
    const age = now - monthsBefore(now, 2);
    await anImported(tenant, "completed", -age - DAY_MS);
    await tenant.calendar().drain(tenant.ref);
    const recall = () => enrolRecalls(env, { tenantId: tenant.tenantId, sequenceId }, now);
    await recall();
    await recall();
    expect(await enrolled(tenant)).toMatchObject([{ sequenceId, status: "active" }]);
    const other = await withSequence("recall", 2);
    await anImported(other.tenant, "completed", -age - DAY_MS);
    await anImported(other.tenant, "confirmed", DAY_MS);
    await other.tenant.calendar().drain(other.tenant.ref);
    await enrolRecalls(env, { tenantId: other.tenant.tenantId, sequenceId: other.sequenceId }, now);
    expect(await enrolled(other.tenant)).toEqual([]);
  });

  it("by hand once a day, and out of it again; never another business's people", async () => {
    const { tenant, sequenceId } = await withSequence("recall", 6);
    const [session, { id: leadId }] = [await aSession(tenant, "owner"), await aLead(tenant)];
    const body = { sequenceId, branchId: tenant.branchId, leadId };
    const put = (own: string, given: object = body) => request("/api/v1/enrolments", { session: own, body: given });
    const [begun] = [await put(session), await put(session)];
    const { id } = await begun.json<{ id: string }>();
    expect(await enrolled(tenant)).toHaveLength(1);
    const stopped = await request(`/api/v1/enrolments/${id}/stop`, { session, method: "POST" });
    expect(await stopped.json()).toMatchObject({ status: "stopped", stopReason: "by_hand" });
    const stranger = await aTenant();
    const theirs = { ...body, branchId: stranger.branchId, sequenceId: await aSequence(stranger) };
    expect((await put(await aSession(stranger, "owner"), theirs)).status).toBe(404);
  });

  it("in calendar months", () => {
    expect(monthsBefore(Date.UTC(2027, 2, 31, 9), 1)).toBe(Date.UTC(2027, 1, 28, 9));
    expect(monthsBefore(Date.UTC(2027, 0, 15), 13)).toBe(Date.UTC(2025, 11, 15));
  });
});
