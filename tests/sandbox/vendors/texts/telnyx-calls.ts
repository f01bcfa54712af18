import type { Hono } from "hono";
import * as z from "zod";
import type { Bench, RingOrder, RingStep } from "../../vendor.ts";
import { signEvent } from "./telnyx-signature.ts";
import { newVendorId } from "./text-box.ts";

const TALK_MS = 42_000;
const command = z.object({
  command_id: z.string(),
  to: z.string().optional(),
  timeout_secs: z.number().optional(),
  client_state: z.string().optional(),
  target_leg_client_state: z.string().optional(),
  payload: z.string().optional(),
});
type Command = z.infer<typeof command> & { action: string };

/** One leg of a call, and what it was told to do and has not done yet. */
type Leg = { id: string; from: string; to: string; state: string | undefined; told: Command[]; known: Set<string> };

/** Telnyx's call control: tells the Worker what happens to a call, and does as it is told. */
export function addTelnyxCalls(app: Hono, bench: Bench) {
  const legs = new Map<string, Leg>();
  app.on(["POST", "PUT"], "/v2/calls/:id/actions/:action", async (c) => {
    const leg = legs.get(c.req.param("id"));
    const given = command.safeParse(await c.req.json().catch(() => null)).data;
    if (!c.req.header("authorization")?.startsWith("Bearer KEY")) return refusal(401, "10009", "Authentication failed");
    if (!leg) return refusal(422, "90018", "Call has already ended");
    if (!given) return refusal(422, "10015", "Invalid value");
    if (!leg.known.has(given.command_id)) leg.told.push({ ...given, action: c.req.param("action") });
    leg.known.add(given.command_id);
    return c.json({ data: { result: "ok" } });
  });
  return { ring: (order: RingOrder) => new Ringing(bench, legs, order).play(), clear: () => legs.clear() };
}

class Ringing {
  readonly #bench: Bench;
  readonly #legs: Map<string, Leg>;
  readonly #order: RingOrder;
  readonly #caller: Leg;
  readonly #steps: RingStep[] = [];
  /** Talking takes no time here, and is told as if it had. */
  #talkedMs = 0;

  constructor(bench: Bench, legs: Map<string, Leg>, order: RingOrder) {
    this.#bench = bench;
    this.#legs = legs;
    this.#order = order;
    this.#caller = this.#open(order, undefined);
  }

  async play(): Promise<RingStep[]> {
    await this.#tell("call.initiated", this.#caller, { direction: "incoming", state: "parked" });
    while (this.#legs.has(this.#caller.id)) {
      const next = this.#caller.told.shift();
      if (next) await this.#carryOut(next);
      else await this.#hangUp(this.#caller, "normal_clearing");
    }
    return this.#steps;
  }

  async #carryOut({ action, client_state: state, ...given }: Command): Promise<void> {
    if (state !== undefined) this.#caller.state = state;
    if (action === "answer") return this.#tell("call.answered", this.#caller, {});
    if (action === "transfer") return this.#transfer(given);
    if (action === "speak") {
      this.#steps.push({ what: "said", words: given.payload ?? "" });
      return this.#tell("call.speak.ended", this.#caller, {});
    }
    if (action === "reject") this.#steps.push({ what: "rejected" });
    if (action === "reject" || action === "hangup") await this.#hangUp(this.#caller, "normal_clearing");
  }

  async #transfer({ to = "", timeout_secs = 0, target_leg_client_state }: Partial<Command>): Promise<void> {
    this.#steps.push({ what: "rang", whom: to, seconds: timeout_secs });
    const other = this.#open({ from: this.#order.from, to }, target_leg_client_state);
    const isAgent = to.startsWith("sip:");
    if (!isAgent && this.#order.callerRingsOff) {
      this.#steps.push({ what: "rang_off" });
      await this.#hangUp(this.#caller, "originator_cancel");
      return this.#hangUp(other, "originator_cancel");
    }
    if (!isAgent && this.#order.staff === "are_away") return this.#hangUp(other, "timeout");
    await this.#tell("call.answered", other, {});
    this.#steps.push({ what: "talked", whom: to });
    for (const next of this.#caller.told.splice(0)) await this.#carryOut(next);
    this.#talkedMs = TALK_MS;
    await this.#hangUp(other, "normal_clearing");
    await this.#hangUp(this.#caller, "normal_clearing");
  }

  #open({ from, to }: { from: string; to: string }, state: string | undefined): Leg {
    const leg = { id: `v3:${newVendorId()}`, from, to, state, told: [], known: new Set<string>() };
    this.#legs.set(leg.id, leg);
    return leg;
  }

  async #hangUp(leg: Leg, cause: string): Promise<void> {
    this.#legs.delete(leg.id);
    await this.#tell("call.hangup", leg, { hangup_cause: cause, state: "hangup" });
  }

  async #tell(type: string, { id, from, to, state }: Leg, more: object): Promise<void> {
    const payload = { call_control_id: id, from, to, ...(state === undefined ? {} : { client_state: state }), ...more };
    const { voiceUrl } = this.#order;
    const later = { ...this.#bench, now: () => this.#bench.now() + this.#talkedMs };
    const answer = await this.#bench.fetch(voiceUrl, { method: "POST", ...signEvent(later, voiceUrl, type, payload) });
    if (!answer.ok) this.#steps.push({ what: "failed", status: answer.status });
  }
}

function refusal(status: number, code: string, title: string): Response {
  return Response.json({ errors: [{ code, title, detail: title }] }, { status });
}
