import type { VoiceAnswer } from "../../contracts/voice.ts";
import { type Background, findVoiceRules } from "../../db/directory.ts";
import type { Slot } from "../../domain/booking/appointment.ts";
import type { Idempotency } from "../../domain/booking/commands.ts";
import { findStaff } from "../../domain/booking/rulebook.ts";
import type { CallId, ConnectionId } from "../../domain/ids.ts";
import type { Language } from "../../domain/language.ts";
import { err } from "../../domain/result.ts";
import { type EpochMs, toRfc3339 } from "../../domain/time.ts";
import { type Phrases, phrases } from "../../domain/voice/phrases.ts";
import { type SpeechContext, speakTime } from "../../domain/voice/spoken-time.ts";
import type { VoiceRules } from "../../domain/voice/voice-rules.ts";
import { currentRequestId } from "../../log.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import type { BranchAccess } from "../booking/branch-access.ts";
import { fingerprintOf } from "../booking/idempotency.ts";
import { callIdOf } from "./call-id.ts";

/** A caller on the line to a branch: all that a voice function may know. */
export type VoiceContext = {
  access: BranchAccess;
  callId(): Promise<CallId>;
  /** The number the network gave, as E.164. Null when it is withheld. */
  callerNumber: string | null;
  /** Blind index of that number: what makes an appointment the caller's own. */
  callerIndex(): Promise<string | null>;
  speech: SpeechContext;
  say: Phrases;
  /** What the business told its agent, from memory once it was asked for. */
  rules(): Promise<VoiceRules>;
};

/** What a function cannot go on without: the answer to give instead. */
export type Refused = { ok: false; error: VoiceAnswer };

const E164 = /^\+[1-9]\d{6,14}$/;

/** Hashes are left to the functions that need them: most only ask what is free. */
export function voiceContext(
  access: BranchAccess,
  call: { background: Background; connectionId: ConnectionId; parties: CallParties; language: Language },
  now: EpochMs,
): VoiceContext {
  const { direction, fromNumber, toNumber, providerCallId } = call.parties;
  const number = direction === "inbound" ? fromNumber : toNumber;
  const callerNumber = number && E164.test(number) ? number : null;
  const speech = { language: call.language, timeZone: access.rules.timeZone, now };
  return {
    access,
    callId: () => callIdOf(call.connectionId, providerCallId),
    callerNumber,
    callerIndex: async () => (callerNumber ? access.vault.phoneIndex(callerNumber) : null),
    speech,
    say: phrases(speech),
    rules: () => findVoiceRules(access.env, call.background, access.ref),
  };
}

/** `ok: false` with a stable code, a sentence, and what may help the model on. */
export function refuse(code: string, say: string, more: Record<string, unknown> = {}): VoiceAnswer {
  return { ok: false, say, data: { code, ...more } };
}

export function refused(code: string, say: string, more: Record<string, unknown> = {}): Refused {
  return err(refuse(code, say, more));
}

/** A slot as the model sees it: exact, speakable, and with the names of who is free. */
export function toSpokenSlot({ access, speech }: VoiceContext, slot: Slot) {
  return {
    startsAt: toRfc3339(speech.timeZone, slot.startsAt),
    spoken: speakTime(slot.startsAt, speech),
    staff: slot.staffIds.flatMap((id) => findStaff(access.rules, id)?.name ?? []),
  };
}

export function toSpokenSlots(context: VoiceContext, slots: readonly Slot[]) {
  return slots.map((slot) => toSpokenSlot(context, slot));
}

/**
 * The same words in the same call are the same command. The model invents no invocation id, so the arguments stand for
 * it; `AnswerStore` forgets them when the appointment they led to changes.
 */
export async function callIdempotency(by: CallId, action: string, input: unknown): Promise<Idempotency> {
  // Hashed, because the words are personal and the key is stored as it is.
  const fingerprint = await fingerprintOf(input);
  return { scope: "call", key: `${by}|${action}|${fingerprint}`, fingerprint, requestId: currentRequestId() };
}
