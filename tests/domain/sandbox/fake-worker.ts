import { createHmac } from "node:crypto";
import { Hono } from "hono";
import Retell from "retell-sdk";
import type { Demo } from "../../sandbox/demo.ts";

export const demo: Demo = {
  baseUrl: "http://worker.test",
  sandboxUrl: "http://sandbox.test",
  branchId: "brn_demo",
  tenantApiKey: "fd_live_demo",
  retell: {
    connectionId: "con_demo",
    apiKey: "key_demo_0123456789",
    agentId: "agent_demo",
    phoneNumber: "+493023125000",
  },
  vapi: {
    connectionId: "con_vapi",
    apiKey: "vapi-demo-0123456789",
    hmacSecret: "0123456789abcdef",
    assistantId: "asst_demo",
    phoneNumber: "+493023125830",
  },
};

type Received = { path: string; verified: boolean; body: Record<string, any> }; // vendor JSON, looked into freely
type Slot = { startsAt: string; endsAt: string; spoken: string; staff: string[] };

const SERVICES = ["Herrenhaarschnitt", "Haarschnitt Damen", "Farbe"];
const STAFF = ["Mia", "Ben"];

/** A Worker just good enough to be called: it checks signatures with Retell's own SDK and keeps a calendar. */
export class FakeWorker {
  readonly received: Received[] = [];
  readonly app = new Hono();
  /** Days that are asked for in words are refused, with alternatives. */
  closedWhenAsked = false;
  /** Nobody is booked without one. */
  numberNeeded = false;
  readonly taken = new Map<string, number>();
  inboundReply: unknown = {
    call_inbound: { dynamic_variables: { business_name: "Salon Probe" }, metadata: { tenant: "ten_1" } },
  };
  assistantReply: unknown = {
    assistantId: demo.vapi.assistantId,
    assistantOverrides: { variableValues: { business_name: "Salon Probe" }, metadata: { tenant_id: "ten_1" } },
  };
  /** Overrides the answer to a path, when it returns a response. */
  intercept: (received: Received) => Response | undefined = () => undefined;
  readonly #appointments: Record<string, string>[] = [];

  constructor() {
    this.app.post("/webhooks/retell/:connection/*", (c) => this.#vendor(c.req.raw));
    this.app.post("/webhooks/retell/:connection", (c) => this.#vendor(c.req.raw));
    this.app.post("/webhooks/vapi/:connection", (c) => this.#vapi(c.req.raw));
    this.app.post("/api/v1/appointments", async (c) => {
      if (c.req.header("authorization") !== `Bearer ${demo.tenantApiKey}`) return c.json({ code: "unauthorized" }, 401);
      if (!c.req.header("idempotency-key")) return c.json({ code: "no_key" }, 400);
      const { startsAt } = await c.req.json();
      return this.#take(startsAt) ? c.json({ id: "apt_rival" }, 201) : c.json({ code: "slot_taken" }, 409);
    });
  }

  fetch: typeof globalThis.fetch = async (input, init) => this.app.fetch(new Request(input as string, init));

  events(): string[] {
    return this.received.map(({ path, body }) => {
      if (body.message) return String(body.message.status ?? body.message.type);
      return path.endsWith("/functions") ? String(body.name) : String(body.event);
    });
  }

  async #vendor(request: Request): Promise<Response> {
    const raw = await request.text();
    const signature = request.headers.get("x-retell-signature") ?? "";
    const received = { path: new URL(request.url).pathname, verified: false, body: JSON.parse(raw) };
    this.received.push(received); // in the order they came in, however long each takes to verify
    received.verified = await Retell.verify(raw, demo.retell.apiKey, signature);
    if (!received.verified) return Response.json({ code: "bad_signature" }, { status: 401 });
    const special = this.intercept(received);
    if (special) return special;
    if (received.path.endsWith("/inbound")) return Response.json(this.inboundReply);
    if (received.path.endsWith("/functions"))
      return Response.json(this.#answer(received.body.name, received.body.args));
    return new Response(null, { status: 204 });
  }

  /** Checks the HMAC as the vendor's plan describes it, and reads tool calls in each documented shape. */
  async #vapi(request: Request): Promise<Response> {
    const raw = await request.text();
    const at = request.headers.get("x-timestamp") ?? "";
    const wanted = createHmac("sha256", demo.vapi.hmacSecret).update(`${at}.${raw}`).digest("hex");
    const verified = request.headers.get("x-signature") === wanted;
    const received = { path: new URL(request.url).pathname, verified, body: JSON.parse(raw) };
    this.received.push(received);
    if (!verified) return Response.json({ code: "bad_signature" }, { status: 401 });
    const special = this.intercept(received);
    if (special) return special;
    const { message } = received.body;
    if (message.type === "assistant-request") return Response.json(this.assistantReply);
    if (message.type !== "tool-calls") return Response.json({});
    const results = message.toolCallList.map((call: Record<string, any>) => {
      const given = call.function?.arguments ?? call.parameters ?? call.arguments;
      const name = call.name ?? call.function.name;
      const args = typeof given === "string" ? JSON.parse(given) : given;
      return { name, toolCallId: call.id, result: JSON.stringify(this.#answer(name, args)) };
    });
    return Response.json({ results });
  }

  #answer(name: string, args: Record<string, any>): unknown {
    switch (name) {
      case "list_services":
        return said({ services: SERVICES.map((service) => aService(service)) });
      case "check_availability":
        return this.#availability(args);
      case "hold_slot":
        return said({ holdId: "hld_1", startsAt: args.startsAt, spoken: args.startsAt, expiresAt: args.startsAt });
      case "book_appointment":
        return this.#book(args);
      case "find_appointments":
        return said({ appointments: this.#appointments });
      case "reschedule_appointment":
        return said({ appointmentId: args.appointmentId, ...this.#times(args.startsAt ?? "") });
      case "cancel_appointment":
        return said({ appointmentId: args.appointmentId, startsAt: "x", spoken: "x" });
      case "take_message":
        return said({ taskId: "tsk_1", urgency: "normal", phone: "zero one five one" });
      case "answer_question":
        return refused("not_known");
      default:
        return refused("unknown_function");
    }
  }

  #availability({ service = "", when, date }: Record<string, string>): unknown {
    if (service === "Haarschnitt" || service === "haircut") return refused("ambiguous_service", { options: SERVICES });
    if (!SERVICES.includes(service)) return refused("unknown_service", { options: SERVICES });
    if ((date && new Date(date).getUTCDay() === 0) || (when && this.closedWhenAsked))
      return refused("closed", { alternatives: this.#slots() });
    const facts = { service, serviceId: "svc_1", timeZone: "Europe/Berlin", understood: "then" };
    return said({ ...facts, slots: this.#slots() });
  }

  #book({ startsAt = "", service = "", phone, confirmed }: Record<string, any>): unknown {
    if (phone === undefined && this.numberNeeded) return refused("phone_needed");
    if (phone !== undefined && !/^\+?\d{9,}#?$/.test(phone)) return refused("invalid_phone", { next: "keypad" });
    if (phone !== undefined && confirmed !== true) return refused("confirm_needed");
    if (!this.#take(startsAt)) return refused("slot_taken", { alternatives: this.#slots() });
    const appointment = {
      appointmentId: `apt_${this.#appointments.length}`,
      service,
      staff: "Mia",
      ...this.#times(startsAt),
    };
    this.#appointments.push(appointment);
    return said(appointment);
  }

  #take(startsAt: string): boolean {
    const used = this.taken.get(startsAt) ?? 0;
    if (used >= STAFF.length) return false;
    this.taken.set(startsAt, used + 1);
    return true;
  }

  #slots(): Slot[] {
    const hours = [9, 10, 11, 12, 13, 14, 15, 16].map(
      (hour) => `2026-11-24T${String(hour).padStart(2, "0")}:00:00+01:00`,
    );
    const free = hours.filter((startsAt) => (this.taken.get(startsAt) ?? 0) < STAFF.length).slice(0, 3);
    return free.map((startsAt) => ({
      startsAt,
      endsAt: startsAt,
      spoken: `Dienstag um ${startsAt.slice(11, 16)}`,
      staff: STAFF,
    }));
  }

  #times(startsAt: string) {
    const place = { timeZone: "Europe/Berlin", spoken: `Dienstag um ${startsAt.slice(11, 16)}` };
    return { startsAt, endsAt: startsAt, ...place, status: "confirmed" };
  }
}

function said(data: Record<string, unknown>) {
  return { ok: true, say: "Gern.", data };
}

function refused(code: string, more: Record<string, unknown> = {}) {
  return { ok: false, say: "Das geht leider nicht.", data: { code, ...more } };
}

function aService(name: string) {
  return { id: `svc_${name}`, name, durationMinutes: 30, price: "30 €", staff: STAFF, questions: [] };
}
