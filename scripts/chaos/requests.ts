import type { Rulebook, ServiceRules } from "../../src/domain/booking/rulebook.ts";
import { toRfc3339 } from "../../src/domain/time.ts";
import type { Business } from "../../tests/support/node/business.ts";
import type { Reply } from "./desk.ts";
import type { Channel, Outcome, Request } from "./history.ts";

/** A booking that a client made or tries to make. */
export type Booking = { subject: string; phone: string; service: ServiceRules; startsAt: number };

/** Builds what clients send, for both channels, and reads what they are told. */
export class Requests {
  readonly #rules: Rulebook;
  readonly #functions: string;

  constructor({ demo }: Business, rules: Rulebook) {
    this.#rules = rules;
    this.#functions = `/webhooks/retell/${demo.retell.connectionId}/functions`;
  }

  hold(channel: Channel, key: string, booking: Booking): Request {
    const startsAt = this.#time(booking.startsAt);
    if (channel === "phone") return this.#call("hold_slot", key, booking, { service: booking.service.name, startsAt });
    const path = `/api/v1/branches/${this.#rules.branchId}/holds`;
    return this.#post(path, key, { serviceId: booking.service.id, startsAt });
  }

  release(key: string, holdId: string): Request {
    const path = `/api/v1/branches/${this.#rules.branchId}/holds/${holdId}`;
    return { path, method: "DELETE", body: "", key, channel: "api" };
  }

  /** With a hold, `callKey` must be the key it was placed with: on the phone, holder means call. */
  book(channel: Channel, key: string, booking: Booking, holdId: string | null): Request {
    const startsAt = this.#time(booking.startsAt);
    const { service, subject, phone } = booking;
    const held = holdId ? { holdId } : {};
    if (channel === "phone") {
      return this.#call("book_appointment", key, booking, { service: service.name, startsAt, name: subject, ...held });
    }
    const { branchId } = this.#rules;
    const customer = { name: subject, phone };
    return this.#post("/api/v1/appointments", key, { branchId, serviceId: service.id, startsAt, customer, ...held });
  }

  reschedule(channel: Channel, key: string, booking: Booking, appointmentId: string, wanted: number): Request {
    const startsAt = this.#time(wanted);
    if (channel === "phone") return this.#call("reschedule_appointment", key, booking, { appointmentId, startsAt });
    return this.#post(`/api/v1/appointments/${appointmentId}/reschedule`, key, { startsAt });
  }

  cancel(channel: Channel, key: string, booking: Booking, appointmentId: string): Request {
    if (channel === "phone") return this.#call("cancel_appointment", key, booking, { appointmentId });
    return this.#post(`/api/v1/appointments/${appointmentId}/cancel`, key, {});
  }

  #post(path: string, key: string, body: object): Request {
    return { path, method: "POST", body: JSON.stringify(body), key, channel: "api" };
  }

  /** The call's id stands for the key: the same words in the same call are the same command. */
  #call(name: string, key: string, { phone }: Booking, args: object): Request {
    const call = { call_id: key, direction: "inbound", from_number: phone, to_number: this.#rules.phone };
    const body = JSON.stringify({ name, call, args });
    return { path: this.#functions, method: "POST", body, key, channel: "phone" };
  }

  #time(instant: number): string {
    return toRfc3339(this.#rules.timeZone, instant);
  }
}

type ApiBody = { id?: string; startsAt?: string; code?: string } | null;
type VoiceBody = {
  ok: boolean;
  data: { appointmentId?: string; holdId?: string; startsAt?: string; code?: string };
};

/** An error on the server's side tells nothing: it may have come before or after the commit. */
export function readOutcome(reply: Reply, channel: Channel): Outcome {
  if (reply.kind !== "answered" || reply.status >= 500) return { kind: "unknown" };
  return channel === "phone" ? readVoice(reply.status, reply.body) : readApi(reply.status, reply.body);
}

function readApi(status: number, body: unknown): Outcome {
  const answer = body as ApiBody;
  if (status < 300) return { kind: "acked", id: answer?.id ?? "", startsAt: Date.parse(answer?.startsAt ?? "") };
  return { kind: "refused", code: answer?.code ?? String(status) };
}

function readVoice(status: number, body: unknown): Outcome {
  if (status !== 200) return { kind: "refused", code: String(status) };
  const { ok, data } = body as VoiceBody;
  if (ok)
    return { kind: "acked", id: data.appointmentId ?? data.holdId ?? "", startsAt: Date.parse(data.startsAt ?? "") };
  return data.code === "technical_trouble" ? { kind: "unknown" } : { kind: "refused", code: data.code ?? "" };
}
