import { randomInt } from "node:crypto";
import * as z from "zod";
import { language } from "../../../src/domain/language.ts";
import { ControlProblem } from "../problem.ts";
import { scenarios } from "../scenarios/index.ts";
import { phrases } from "../scenarios/phrases.ts";
import type { Outcome, Scenario } from "../scenarios/script.ts";
import { summarise } from "../scenarios/summary.ts";
import type { Bench, Vendor } from "../vendor.ts";
import { CallBroken, CallStopped, Conversation } from "./conversation.ts";
import type { CallEvent, CallHappening, CallResult } from "./events.ts";
import type { CallOrder, Ending, PhoneLine } from "./line.ts";
import { aCaller, createRandom } from "./random.ts";
import { takeSlot } from "./rival.ts";

const CALL_LIMIT_MS = 180_000;

/** Body of `POST /control/calls`. */
export const callRequest = z.strictObject({
  scenario: z.string().min(1).default("book"),
  language: language.default("de"),
  vendor: z.string().min(1).default("retell"),
  /** A web call that the business has opened, by the vendor's id: it is joined, and nobody's number is on the line. */
  webCall: z.string().min(1).max(200).optional(),
  pace: z.number().min(0).max(5).default(1),
  /** The same seed gives the same caller, wishes and choices. */
  seed: z.int().min(0).max(4_294_967_295).optional(),
  /** What the caller asks for, by its name; otherwise one of the services that the agent lists. */
  service: z.string().trim().min(1).max(120).optional(),
  deliver: z
    .strictObject({
      duplicate: z.boolean().optional(),
      duplicateFunctions: z.boolean().optional(),
      shuffle: z.boolean().optional(),
      tamper: z.boolean().optional(),
      staleMs: z.int().min(0).max(86_400_000).optional(),
    })
    .default({}),
});
export type CallRequest = z.input<typeof callRequest>;
type PlannedCall = z.infer<typeof callRequest>;

export type CallStage = { bench: Bench; vendors: Vendor[]; workerUrl: string | undefined };

/** Plays one whole call against the Worker. Everything that happens is told to `tell` as it happens. */
export async function placeCall(
  stage: CallStage,
  planned: PlannedCall,
  tell: (event: CallEvent) => void,
): Promise<CallResult> {
  const { bench } = stage;
  const scenario = findScenario(planned.scenario);
  const vendor = findCallVendor(stage.vendors, planned.vendor);
  const startedAt = bench.now();
  const emit = (happening: CallHappening) => tell({ at: bench.now() - startedAt, ...happening });
  const seed = planned.seed ?? randomInt(2 ** 32);
  const random = createRandom(seed);
  const caller = aCaller(random, planned.language, scenario);
  const { pace, deliver, webCall } = planned;
  const order = { caller, language: planned.language, pace, random, workerUrl: stage.workerUrl, deliver, emit };
  const line = await (webCall ? vendor.calls.joinWebCall(order, webCall) : vendor.calls.openLine(order));
  const { callId, to } = line;
  const title = scenario.title[planned.language];
  const call = { callId, vendor: vendor.name, scenario: scenario.id, title, language: planned.language };
  emit({ type: "call", ...call, seed, caller, to, startedAt });
  const play = { bench, line, order, scenario, service: planned.service };
  const result = await playCall(play).catch((error: unknown): CallResult => brokenCall(callId, reasonOf(error)));
  emit({ type: "done", durationMs: bench.now() - startedAt, ...result });
  return result;
}

function brokenCall(callId: string, note: string): CallResult {
  return { callId, outcome: "failed", successful: false, note, failures: [] };
}

type Play = { bench: Bench; line: PhoneLine; order: CallOrder; scenario: Scenario; service: string | undefined };

async function playCall({ bench, line, order, scenario, service }: Play): Promise<CallResult> {
  const { callId } = line;
  const ringing = await line.ring();
  if (!ringing.accepted) {
    return { callId, outcome: "rejected", successful: false, note: "The business did not take the call", failures: [] };
  }
  line.start();
  const talk = new Conversation({
    line,
    order,
    service,
    variables: ringing.variables,
    sleep: bench.sleep,
    takeSlot: (serviceId, slot) => takeSlot(bench, order, serviceId, slot),
  });
  const { outcome, hungUpBy } = await playScript(scenario, talk, bench.now() + CALL_LIMIT_MS, bench);
  const summary = summarise(order.language, outcome.kind, outcome.appointment);
  const failures = await line.end({ hungUpBy, outcome: outcome.kind, successful: outcome.intended, summary });
  const appointment = outcome.appointment ? { appointment: outcome.appointment } : {};
  const successful = outcome.intended && failures.length === 0;
  return { callId, outcome: outcome.kind, successful, ...appointment, note: outcome.note, failures };
}

type Played = { outcome: Outcome; hungUpBy: Ending["hungUpBy"] };

async function playScript(scenario: Scenario, talk: Conversation, deadline: number, bench: Bench): Promise<Played> {
  const limit = new Deadline(deadline - bench.now());
  try {
    const outcome = await Promise.race([scenario.play(talk), limit.passed]);
    return { outcome, hungUpBy: outcome.hungUpBy };
  } catch (error) {
    const outcome: Outcome = { kind: "failed", intended: false, hungUpBy: "agent", note: reasonOf(error) };
    if (error instanceof CallStopped) return { outcome, hungUpBy: "operator" };
    if (error instanceof TimeUp) return { outcome, hungUpBy: "limit" };
    await talk.agent(phrases[talk.order.language].excuse).catch(() => undefined);
    return { outcome, hungUpBy: "agent" };
  } finally {
    limit.lift();
  }
}

class TimeUp extends Error {}

class Deadline {
  readonly passed: Promise<never>;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.passed = new Promise((_, reject) => {
      this.#timer = setTimeout(() => reject(new TimeUp("The call took too long.")), ms);
    });
  }

  lift(): void {
    clearTimeout(this.#timer);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CallBroken || error instanceof CallStopped || error instanceof TimeUp) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function findScenario(id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found) return found;
  const rule = `must be one of ${scenarios.map((scenario) => scenario.id).join(", ")}`;
  throw new ControlProblem(400, "invalid_body", "Please correct: scenario.", [{ field: "scenario", rule }]);
}

function findCallVendor(vendors: Vendor[], name: string): Vendor & Required<Pick<Vendor, "calls">> {
  const callers = vendors.filter((vendor) => vendor.calls !== undefined);
  const found = callers.find((vendor) => vendor.name === name);
  if (found?.calls) return { ...found, calls: found.calls };
  const rule = `must be one of ${callers.map((vendor) => vendor.name).join(", ")}`;
  throw new ControlProblem(400, "invalid_body", "Please correct: vendor.", [{ field: "vendor", rule }]);
}
