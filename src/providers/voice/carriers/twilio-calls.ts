import * as z from "zod";
import type { Language } from "../../../domain/language.ts";
import { ok, type Result } from "../../../domain/result.ts";
import { type Route, route } from "../../../domain/voice/routing.ts";
import { readForm, type Unreadable, unreadable } from "../../messaging/read-webhook.ts";
import type { CarrierCall, CarrierOrder, RingOutcome } from "./port.ts";

/** Of what rang before, where that is what Twilio tells of. */
export type Rang = { who: Route; outcome: RingOutcome; talkedMs: number };
export type TwilioCall = { call: CarrierCall; rang: Rang | null };

/** The field of the address by which Twilio tells whom it has rung. */
const RANG = "rang";
const request = z.object({
  CallSid: z.string().min(1).max(64),
  From: z.string().max(80).optional(),
  To: z.string().min(1).max(80),
  CallStatus: z.string().max(40).optional(),
  DialCallStatus: z.string().max(40).optional(),
  DialCallDuration: z.coerce.number().int().min(0).catch(0),
});

/** A call that rings, or what became of `<Dial>`. Source: twilio.com/docs/voice/twiml and its `/dial`. */
export function readTwilioCall({ url, body }: { url: string; body: Uint8Array }): Result<TwilioCall, Unreadable> {
  const parsed = request.safeParse(readForm(body));
  if (!parsed.success) return unreadable(parsed.error);
  const { CallSid, From, To, CallStatus, DialCallStatus, DialCallDuration } = parsed.data;
  const call = { carrierCallId: CallSid, from: From ?? null, to: To };
  const rung = route.safeParse(new URL(url).searchParams.get(RANG)).data;
  if (rung === undefined || DialCallStatus === undefined) return ok({ call, rang: null });
  const outcome = outcomeOf(DialCallStatus, CallStatus);
  return ok({ call, rang: { who: rung, outcome, talkedMs: DialCallDuration * 1_000 } });
}

function outcomeOf(dialled: string, call: string | undefined): RingOutcome {
  if (dialled === "completed" || dialled === "answered") return "answered";
  return dialled === "canceled" || call === "completed" ? "caller_gone" : "unanswered";
}

/** `voiceUrl` is where Twilio shall tell what became of it. */
export function toTwiml(order: CarrierOrder | null, voiceUrl: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${order ? verbsOf(order, voiceUrl) : "<Hangup/>"}</Response>`;
}

const LOCALES: Record<Language, string> = { de: "de-DE", en: "en-US" };

function verbsOf(order: CarrierOrder, voiceUrl: string): string {
  switch (order.kind) {
    case "reject":
      return "<Reject/>";
    case "ring": {
      const action = escape(`${voiceUrl}?${RANG}=${order.who}`);
      const noun = order.to.startsWith("sip:") ? "Sip" : "Number";
      // The caller hears it ring until somebody picks up, and pays for nothing before.
      const dial = `<Dial answerOnBridge="true" timeout="${order.seconds}" action="${action}">`;
      return `${dial}<${noun}>${escape(order.to)}</${noun}></Dial>`;
    }
    case "apologise":
      return `<Say language="${LOCALES[order.language]}">${escape(order.words)}</Say><Hangup/>`;
    default:
      return order satisfies never;
  }
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
