import type { CallResponse, PhoneCallResponse } from "retell-sdk/resources/call";
import type { Speaker } from "../../calls/events.ts";
import type { Ending } from "../../calls/line.ts";
import { newId } from "./workspace.ts";

const RESULT_LIMIT = 15_000; // what Retell shows its model of a function's answer
const CENTS_PER_SECOND = { retell_voice_engine: 0.0917, elevenlabs_tts: 0.0667, gpt_4_1: 0.075 };

type Spoken = NonNullable<PhoneCallResponse["transcript_object"]>[number];

/** Writes a call's record while it is spoken. */
export class LiveCall {
  readonly call: CallResponse;
  readonly #now: () => number;
  #modelRequests: number[] = [];

  constructor(call: CallResponse, now: () => number) {
    this.call = call;
    this.#now = now;
  }

  start(): void {
    this.call.call_status = "ongoing";
    this.call.start_timestamp = this.#now();
    if (this.call.call_type === "phone_call")
      this.call.telephony_identifier = { twilio_call_sid: newId("CA").replace("_", "") };
  }

  speech(speaker: Speaker, text: string, seconds: number): void {
    const spoken: Spoken = {
      role: speaker === "agent" ? "agent" : "user",
      content: text,
      words: timeWords(text, this.#elapsedSeconds(), seconds),
    };
    const line = `${speaker === "agent" ? "Agent" : "User"}: ${text}\n`;
    this.call.transcript = (this.call.transcript ?? "") + line;
    this.call.transcript_object = [...(this.call.transcript_object ?? []), spoken];
    this.call.transcript_with_tool_calls = [...(this.call.transcript_with_tool_calls ?? []), spoken];
    if (speaker === "agent") this.#modelRequests.push(400 + this.call.transcript.length);
  }

  keys(typed: string): void {
    const digits = Array.from(typed, (digit) => ({ role: "dtmf", digit }) as const);
    this.call.transcript_with_tool_calls = [...(this.call.transcript_with_tool_calls ?? []), ...digits];
  }

  injected(content: string): void {
    const told = { role: "injected", content, time_sec: this.#elapsedSeconds() } as const;
    this.call.transcript_with_tool_calls = [...(this.call.transcript_with_tool_calls ?? []), told];
  }

  invocation(name: string, args: Record<string, unknown>): string {
    const id = newId("tool_call");
    const said = { role: "tool_call_invocation", tool_call_id: id, name, arguments: JSON.stringify(args) } as const;
    this.call.transcript_with_tool_calls = [...(this.call.transcript_with_tool_calls ?? []), said];
    return id;
  }

  result(toolCallId: string, content: string, successful: boolean): void {
    const cut = content.slice(0, RESULT_LIMIT);
    const heard = { role: "tool_call_result", tool_call_id: toolCallId, content: cut, successful } as const;
    this.call.transcript_with_tool_calls = [...(this.call.transcript_with_tool_calls ?? []), heard];
  }

  end(hungUpBy: Ending["hungUpBy"], filesUrl: string): void {
    const { call } = this;
    const ended = this.#now();
    call.call_status = "ended";
    call.disconnection_reason = REASONS[hungUpBy];
    call.end_timestamp = ended;
    call.duration_ms = ended - (call.start_timestamp ?? ended);
    call.recording_url = `${filesUrl}/recordings/${call.call_id}/recording.wav`;
    call.public_log_url = `${filesUrl}/recordings/${call.call_id}/public_log.txt`;
    call.call_cost = costOf(call.duration_ms);
    call.llm_token_usage = tokenUsage(this.#modelRequests);
  }

  analyse({ outcome, successful, summary }: Ending): void {
    this.call.call_analysis = {
      call_summary: summary,
      call_successful: successful,
      user_sentiment: outcome === "failed" ? "Negative" : outcome.startsWith("nothing") ? "Neutral" : "Positive",
      in_voicemail: false,
      custom_analysis_data: {},
    };
  }

  #elapsedSeconds(): number {
    return (this.#now() - (this.call.start_timestamp ?? this.#now())) / 1_000;
  }
}

const REASONS = {
  caller: "user_hangup",
  agent: "agent_hangup",
  operator: "manual_stopped",
  limit: "max_duration_reached",
} as const;

function timeWords(text: string, from: number, seconds: number): Spoken["words"] {
  const words = text.split(/\s+/);
  const each = seconds / words.length;
  const at = (index: number) => Number((from + index * each).toFixed(3));
  return words.map((word, index) => ({ word, start: at(index), end: at(index + 1) }));
}

/** US cents, as Retell bills: by the second, with fractions. */
function costOf(durationMs: number): NonNullable<PhoneCallResponse["call_cost"]> {
  const seconds = Math.max(1, Math.ceil(durationMs / 1_000));
  const cents = (amount: number) => Number(amount.toFixed(4));
  const products = Object.entries(CENTS_PER_SECOND).map(([product, unit_price]) => ({
    product,
    unit_price,
    cost: cents(unit_price * seconds),
    is_transfer_leg_cost: false,
  }));
  return {
    combined_cost: cents(products.reduce((sum, one) => sum + one.cost, 0)),
    product_costs: products,
    total_duration_seconds: seconds,
    total_duration_unit_price: cents(products.reduce((sum, one) => sum + one.unit_price, 0)),
  };
}

function tokenUsage(values: number[]): NonNullable<PhoneCallResponse["llm_token_usage"]> {
  const sum = values.reduce((total, one) => total + one, 0);
  return { values, num_requests: values.length, average: values.length > 0 ? Math.round(sum / values.length) : 0 };
}
