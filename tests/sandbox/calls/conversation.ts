import * as z from "zod";
import {
  refusedData,
  type VoiceFunctionName,
  voiceAnswer,
  voiceData,
  type voiceFunctions,
} from "../../../src/contracts/voice.ts";
import { describeIssues } from "../problem.ts";
import type { Speaker } from "./events.ts";
import type { CallOrder, Invocation, PhoneLine } from "./line.ts";

type VoiceArguments<Name extends VoiceFunctionName> = z.input<(typeof voiceFunctions)[Name]>;
type VoiceData<Name extends VoiceFunctionName> = z.infer<(typeof voiceData)[Name]>;
type Refusal = z.infer<typeof refusedData>;
type Reply<Name extends VoiceFunctionName> =
  | { ok: true; say: string; data: VoiceData<Name> }
  | { ok: false; say: string; data: Refusal };
export type Slot = VoiceData<"check_availability">["slots"][number];

const KEY_MS = 60;

/** The Worker did something no script can go on from. The agent excuses itself and the call counts as failed. */
export class CallBroken extends Error {}

/** Somebody stopped the call from outside. */
export class CallStopped extends Error {}

type ConversationDesk = {
  line: PhoneLine;
  order: CallOrder;
  /** The service the caller is to ask for; the script chooses one when absent. */
  service: string | undefined;
  /** What the product told the vendor about this call before it was answered. */
  variables: Record<string, string>;
  sleep(ms: number): Promise<void>;
  takeSlot(serviceId: string, slot: Slot): Promise<void>;
};

/** What a script can do: let both sides speak, and let the agent call functions. */
export class Conversation {
  readonly #desk: ConversationDesk;

  constructor(desk: ConversationDesk) {
    this.#desk = desk;
  }

  get order(): CallOrder {
    return this.#desk.order;
  }

  get service(): string | undefined {
    return this.#desk.service;
  }

  get variables(): Record<string, string> {
    return this.#desk.variables;
  }

  agent(text: string): Promise<void> {
    return this.#speak("agent", text);
  }

  caller(text: string): Promise<void> {
    return this.#speak("caller", text);
  }

  /** The caller types on the phone's keypad. */
  async types(keys: string): Promise<void> {
    this.#checkStopped();
    this.order.emit({ type: "keys", typed: keys });
    this.#desk.line.keys(keys);
    await this.#desk.sleep(keys.length * KEY_MS * this.order.pace);
  }

  /** Nobody speaks. */
  async waits(seconds: number): Promise<void> {
    this.#checkStopped();
    await this.#desk.sleep(seconds * 1_000 * this.order.pace);
  }

  /** Calls a function and lets the agent speak its `say` word for word. */
  async ask<Name extends VoiceFunctionName>(name: Name, wanted: VoiceArguments<Name>): Promise<Reply<Name>> {
    this.#checkStopped();
    const args = { ...wanted, language: this.order.language };
    const answer = await this.#desk.line.invoke(name, args);
    const { reply, error } = readReply(name, answer);
    const code = reply && !reply.ok ? { code: reply.data.code } : {};
    const trouble = error === undefined ? {} : { error };
    const { status, ms } = answer;
    this.order.emit({ type: "function", name, args, status, ms, ok: reply?.ok ?? false, ...code, ...trouble });
    if (!reply) throw new CallBroken(`${name}: ${error}`);
    await this.agent(reply.say);
    return reply;
  }

  /** Somebody else books this slot through the public API until nothing of it is left. */
  async rivalTakes(serviceId: string, slot: Slot): Promise<void> {
    this.#checkStopped();
    await this.#desk.takeSlot(serviceId, slot);
  }

  async #speak(speaker: Speaker, text: string): Promise<void> {
    this.#checkStopped();
    const seconds = (speakingMs(text) * this.order.pace) / 1_000;
    this.order.emit({ type: "speech", speaker, text });
    this.#desk.line.speech(speaker, text, seconds);
    if (seconds > 0) await this.#desk.sleep(seconds * 1_000);
  }

  #checkStopped(): void {
    if (this.#desk.line.stopped.aborted) throw new CallStopped("The call was stopped.");
  }
}

/** Quicker than anybody talks, slow enough to read along. */
function speakingMs(text: string): number {
  return Math.min(1_300, 350 + text.length * 7);
}

type ReadReply<Name extends VoiceFunctionName> = { reply?: Reply<Name>; error?: string };

function readReply<Name extends VoiceFunctionName>(name: Name, answer: Invocation): ReadReply<Name> {
  if (answer.error !== undefined) return { error: answer.error };
  if (answer.status === null || answer.status >= 300) return { error: `answered ${answer.status}` };
  const parsed = voiceAnswer.safeParse(answer.body);
  if (!parsed.success) return { error: againstContract(parsed.error) };
  const { ok, say, data } = parsed.data;
  const details = (ok ? voiceData[name] : refusedData).safeParse(data);
  if (!details.success) return { error: againstContract(details.error, "data.") };
  return { reply: { ok, say, data: details.data } as Reply<Name> }; // `ok` has chosen the schema just above
}

function againstContract(error: z.ZodError, prefix = ""): string {
  const fields = describeIssues(error).map((issue) => `${prefix}${issue.field} ${issue.rule}`);
  return `the answer breaks the contract: ${fields.join("; ")}`;
}
