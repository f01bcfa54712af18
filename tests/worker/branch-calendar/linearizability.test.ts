import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { BranchCalendar } from "../../../durable-objects/branch-calendar/branch-calendar.ts";
import { CalendarStore } from "../../../durable-objects/branch-calendar/calendar-store.ts";
import { readSetup } from "../../../durable-objects/branch-calendar/setup.ts";
import type { Calendar } from "../../../durable-objects/stubs.ts";
import { decideBooking, toBlocks } from "../../../src/domain/booking/decide.ts";
import { err } from "../../../src/domain/result.ts";
import { bookings } from "../../support/linearizability/bookings.ts";
import { check } from "../../support/linearizability/check.ts";
import { unanswered } from "../../support/linearizability/history.ts";
import { runs } from "../../support/runs.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds, rawStub } from "../../support/worker/calendar-object.ts";
import { evict } from "../../support/worker/evict.ts";
import { type ClientStep, RecordedBranch } from "../../support/worker/recorded-branch.ts";

vi.setConfig({ testTimeout: runs(60_000) });

const CLIENTS = 8;
type Round = { before: "nothing" | "evict" | "lapse"; crowd: ClientStep[][] };

const aStep = (kinds: readonly ClientStep["do"][], doubled: readonly boolean[]): fc.Arbitrary<ClientStep> =>
  fc.record({
    do: fc.constantFrom(...kinds),
    quarter: fc.noBias(fc.nat({ max: 11 })),
    service: fc.constantFrom("cut", "cut", "colour"),
    staff: fc.constantFrom("anna", "ben", "anyone"),
    on: fc.nat({ max: 40 }),
    isDoubled: fc.constantFrom(...doubled),
  });
const exactly = (length: number) => ({ minLength: length, maxLength: length });
const aCrowd = (step: fc.Arbitrary<ClientStep>) => fc.array(fc.array(step, exactly(5)), exactly(CLIENTS));

const changes = ["hold", "book", "book", "book_held", "move", "move", "cancel", "release"] as const;
const anyStep = aStep([...changes, "read", "list"], [true, false, false, false]);
const someRounds: fc.Arbitrary<Round[]> = fc.array(
  fc.record({ before: fc.constantFrom("nothing", "evict", "lapse"), crowd: aCrowd(anyStep) }),
  exactly(3),
);

beforeAll(async () => {
  // The first run must not pay for a cold start.
  const tenant = await aTenant();
  await tenant.calendar().refreshRules(tenant.ref);
});

describe("eight clients at one branch", () => {
  it("see it do one thing at a time", async () => {
    await fc.assert(
      fc.asyncProperty(someRounds, async (rounds) => {
        const tenant = await aTenant();
        await tenant.calendar().refreshRules(tenant.ref);
        const branch = new RecordedBranch(tenant);
        for (const { before, crowd } of rounds) {
          await interrupt(before, branch, tenant);
          await Promise.all(crowd.map((steps, client) => follow(branch, client, steps)));
        }
        const { history } = branch.recorder;
        expect(unanswered(history)).toEqual([]);
        expect(check(bookings, history)).toMatchObject({ verdict: "linearizable" });
      }),
      { numRuns: runs(8), endOnFailure: true },
    );
  });

  it("find out a branch that waits between check and save", async () => {
    const found = await fc.check(
      fc.asyncProperty(aCrowd(aStep(["book", "book", "list"], [false])), async (crowd) => {
        const tenant = await aTenant();
        await tenant.calendar().refreshRules(tenant.ref);
        const branch = new RecordedBranch(tenant, bookCarelessly(tenant));
        await Promise.all(crowd.map((steps, client) => follow(branch, client, steps)));
        expect(unanswered(branch.recorder.history)).toEqual([]);
        expect(check(bookings, branch.recorder.history).verdict).not.toBe("not_linearizable");
      }),
      { numRuns: 10, endOnFailure: true },
    );
    expect(String(found.errorInstance)).toContain("not_linearizable");
  });
});

async function follow(branch: RecordedBranch, client: number, steps: readonly ClientStep[]): Promise<void> {
  for (const step of steps) await branch.perform(client, step);
}

async function interrupt(how: Round["before"], { recorder }: RecordedBranch, tenant: TestTenant): Promise<void> {
  if (how === "evict") await evict(rawStub(tenant));
  if (how !== "lapse") return;
  await recorder.record(CLIENTS, { do: "lapse" }, async () => {
    await expireHolds(tenant);
    return { said: "done" };
  });
}

/** The bug that the design rules out: something else may happen between the check and the write. */
function bookCarelessly(tenant: TestTenant): Calendar["book"] {
  return (_, command) =>
    runInDurableObject<BranchCalendar, Awaited<ReturnType<Calendar["book"]>>>(
      rawStub(tenant),
      async (_, { storage }) => {
        const store = new CalendarStore(storage.sql);
        const rules = readSetup(store)?.rules;
        if (!rules) throw new Error("the branch has no rules yet");
        const now = Date.now();
        const facts = { rules, readBlocks: store.taken.read.bind(store.taken), now, promisedAt: now };
        const decision = decideBooking(facts, command, null);
        await scheduler.wait(1);
        if (!decision.ok) return err({ ...decision.error, alternatives: [] });
        store.saveAppointment(decision.value);
        for (const block of toBlocks(rules, decision.value)) store.saveBlock(block);
        return decision;
      },
    );
}
