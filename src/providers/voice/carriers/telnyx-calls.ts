import { Buffer } from "node:buffer";
import * as z from "zod";
import type { Language } from "../../../domain/language.ts";
import { ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { route } from "../../../domain/voice/routing.ts";
import type { GatedFailure } from "../../gate.ts";
import { readJsonBody, type Unreadable, unreadable } from "../../messaging/read-webhook.ts";
import type { Ask } from "../agents/port.ts";
import type { CarrierCall, CarrierOrder } from "./port.ts";

/**
 * What Telnyx repeats with each event of a leg, so that nothing about a ringing call has to be kept here. The caller's
 * leg waits, rings somebody, or talks to them; the other leg knows whose it is.
 */
const legState = z.discriminatedUnion("leg", [
  z.object({ leg: z.literal("answering") }),
  z.object({ leg: z.literal("ringing"), who: route }),
  z.object({ leg: z.literal("talking"), since: z.int() }),
  z.object({ leg: z.literal("apologising") }),
  z.object({ leg: z.literal("rung"), who: route, caller: z.string(), from: z.string().nullable(), to: z.string() }),
]);
type LegState = z.infer<typeof legState>;
type Rung = Extract<LegState, { leg: "rung" }>;

/** What Telnyx tells of a call, in our words. `at` is the vendor's clock. */
export type TelnyxCallEvent =
  | { kind: "rings"; call: CarrierCall }
  /** The line is open, as it must be before anybody else can be rung. */
  | { kind: "opened"; call: CarrierCall }
  | { kind: "staff_answered"; call: CarrierCall; at: EpochMs }
  | { kind: "unanswered"; call: CarrierCall; who: Rung["who"]; at: EpochMs }
  /** The caller's line is closed. `talkedSince` null: staff were rung, and nobody had picked up. */
  | { kind: "over"; call: CarrierCall; at: EpochMs; talkedSince: EpochMs | null }
  | { kind: "apologised"; call: CarrierCall };

const envelope = z.object({
  data: z.object({
    id: z.string().min(1).max(64),
    event_type: z.string().max(80),
    occurred_at: z.iso.datetime({ offset: true }),
    payload: z.object({
      call_control_id: z.string().min(1).max(200),
      client_state: z.string().max(2_000).nullish(),
      direction: z.string().max(20).nullish(),
      from: z.string().max(200).nullish(),
      to: z.string().max(200).nullish(),
      hangup_cause: z.string().max(40).nullish(),
    }),
  }),
});
type Told = z.infer<typeof envelope>["data"];

/** Source: telnyx 7.24.0, `resources/webhooks` and `resources/calls/actions`. Null: it changes nothing. */
export function readTelnyxCall({
  body,
}: {
  body: Uint8Array;
}): Result<{ id: string; event: TelnyxCallEvent | null }, Unreadable> {
  const parsed = envelope.safeParse(readJsonBody(body));
  if (!parsed.success) return unreadable(parsed.error);
  const told = parsed.data.data;
  return ok({ id: told.id, event: eventOf(told) });
}

function eventOf(told: Told): TelnyxCallEvent | null {
  const { payload, event_type: type } = told;
  const state = openState(payload.client_state);
  if (state?.leg === "rung") return eventOfOther(told, state);
  const call = { carrierCallId: payload.call_control_id, from: payload.from ?? null, to: payload.to ?? "" };
  if (type === "call.initiated") return payload.direction === "incoming" && !state ? { kind: "rings", call } : null;
  if (type === "call.answered") return state?.leg === "answering" ? { kind: "opened", call } : null;
  if (type === "call.speak.ended") return state?.leg === "apologising" ? { kind: "apologised", call } : null;
  if (type !== "call.hangup" || !state) return null;
  const at = Date.parse(told.occurred_at);
  if (state.leg === "talking") return { kind: "over", call, at, talkedSince: state.since };
  const isUnanswered = state.leg === "answering" || (state.leg === "ringing" && state.who !== "agent");
  return isUnanswered ? { kind: "over", call, at, talkedSince: null } : null;
}

/** Of the leg that was rung. Of one whose caller rang off the caller's own leg tells. */
const UNANSWERED = ["timeout", "no_answer", "user_busy", "call_rejected", "not_found", "unspecified"];

function eventOfOther({ event_type: type, occurred_at, payload }: Told, state: Rung): TelnyxCallEvent | null {
  const call = { carrierCallId: state.caller, from: state.from, to: state.to };
  const at = Date.parse(occurred_at);
  if (type === "call.answered") return state.who === "agent" ? null : { kind: "staff_answered", call, at };
  const isUnanswered = type === "call.hangup" && UNANSWERED.includes(payload.hangup_cause ?? "");
  return isUnanswered ? { kind: "unanswered", call, who: state.who, at } : null;
}

export type Command = CarrierOrder | { kind: "open" } | { kind: "note_talk"; since: EpochMs } | { kind: "hang_up" };

/**
 * Tells Telnyx what to do with a call. `eventId` makes a command one that is carried out once, however often the event
 * that led to it is delivered.
 */
export async function commandTelnyx(
  ask: Ask,
  call: CarrierCall,
  command: Command,
  eventId: string,
): Promise<Result<void, GatedFailure>> {
  const { action, method = "POST", json } = requestOf(call, command);
  const path = `/v2/calls/${encodeURIComponent(call.carrierCallId)}/actions/${action}`;
  const done = await ask({ method, path, json: { ...json, command_id: `${eventId}/${action}` } });
  // What it refuses it would refuse again: as a rule the caller has rung off.
  return done.ok || done.error.reason === "refused" ? ok(undefined) : done;
}

const VOICE_LOCALES: Record<Language, string> = { de: "de-DE", en: "en-US" };
type Request = { action: string; method?: "PUT"; json: object };

function requestOf(call: CarrierCall, command: Command): Request {
  switch (command.kind) {
    case "reject":
      return { action: "reject", json: { cause: "CALL_REJECTED" } };
    case "open":
      return { action: "answer", json: { client_state: sealState({ leg: "answering" }) } };
    case "ring":
      return { action: "transfer", json: transferOf(call, command) };
    case "note_talk": {
      const state = sealState({ leg: "talking", since: command.since });
      return { action: "client_state_update", method: "PUT", json: { client_state: state } };
    }
    case "apologise": {
      const { words: payload, language } = command;
      const state = sealState({ leg: "apologising" });
      return {
        action: "speak",
        json: { payload, voice: "female", language: VOICE_LOCALES[language], client_state: state },
      };
    }
    case "hang_up":
      return { action: "hangup", json: {} };
    default:
      return command satisfies never;
  }
}

const E164 = /^\+[1-9]\d{4,14}$/;

function transferOf({ carrierCallId, from, to }: CarrierCall, order: Extract<CarrierOrder, { kind: "ring" }>): object {
  const { who: rung } = order;
  // Shows the caller's number: Telnyx takes it for verified since that caller is on the line to `diversion`.
  const shown = from && E164.test(from) ? { from, diversion: to } : {};
  const [address, transport] = order.to.split(";transport=");
  return {
    to: address,
    ...(transport ? { sip_transport_protocol: transport.toUpperCase() } : {}),
    ...shown,
    timeout_secs: order.seconds,
    client_state: sealState({ leg: "ringing", who: rung }),
    target_leg_client_state: sealState({ leg: "rung", who: rung, caller: carrierCallId, from, to }),
  };
}

function sealState(state: LegState): string {
  return Buffer.from(JSON.stringify(state)).toString("base64");
}

/** Null for a call that is not ours to guide. */
function openState(given: string | null | undefined): LegState | null {
  if (!given) return null;
  return legState.safeParse(readJsonBody(Buffer.from(given, "base64"))).data ?? null;
}
