import { randomUUID } from "node:crypto";
import type { Speaker } from "../../calls/events.ts";
import type { Ending } from "../../calls/line.ts";
import type { VapiCall } from "./workspace.ts";

const DOLLARS_PER_SECOND = 0.0017;

/** Writes a call's record while it is spoken. */
export class LiveCall {
  readonly call: VapiCall;
  readonly messages: Record<string, unknown>[] = [];
  readonly #now: () => number;
  #startedAt = 0;

  constructor(call: VapiCall, now: () => number) {
    this.call = call;
    this.#now = now;
  }

  start(): void {
    this.#startedAt = this.#now();
    this.call.status = "in-progress";
    this.call["startedAt"] = new Date(this.#startedAt).toISOString();
    this.#add("system", { message: "You are the receptionist of a business." });
  }

  speech(speaker: Speaker, text: string, seconds: number): void {
    const endTime = this.#now() + Math.round(seconds * 1_000);
    this.#add(speaker === "agent" ? "bot" : "user", { message: text, endTime, duration: seconds * 1_000 });
  }

  added(message: string): void {
    this.#add("system", { message });
  }

  toolCall(name: string, args: Record<string, unknown>): string {
    const id = `call_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
    const call = { id, type: "function", function: { name, arguments: JSON.stringify(args) } };
    this.#add("tool_calls", { message: "", toolCalls: [call] });
    return id;
  }

  result(toolCallId: string, name: string, result: string): void {
    this.#add("tool_call_result", { toolCallId, name, result });
  }

  end(hungUpBy: Ending["hungUpBy"]): void {
    const endedAt = this.#now();
    this.call.status = "ended";
    this.call["endedAt"] = new Date(endedAt).toISOString();
    this.call["endedReason"] = REASONS[hungUpBy];
    const minutes = (endedAt - this.#startedAt) / 60_000;
    this.call["cost"] = Math.round(minutes * 60 * DOLLARS_PER_SECOND * 10_000) / 10_000;
    this.call["costs"] = [{ type: "vapi", subType: "normal", minutes, cost: this.call["cost"] }];
  }

  analyse({ outcome, successful, summary }: Ending, filesUrl: string): void {
    const sentiment = outcome === "failed" ? "negative" : outcome.startsWith("nothing") ? "neutral" : "positive";
    this.call["analysis"] = { summary, structuredData: { sentiment }, successEvaluation: String(successful) };
    this.call["artifact"] = {
      messages: this.messages,
      transcript: this.messages.flatMap(transcriptLine).join("\n"),
      recording: {},
      presignedMonoUrl: `${filesUrl}/recordings/${this.call.id}/mono.wav`,
      presignedUrlsExpiresAt: new Date(this.#now() + 3_600_000).toISOString(),
    };
  }

  #add(role: string, more: Record<string, unknown>): void {
    const time = this.#now();
    this.messages.push({ role, time, secondsFromStart: (time - this.#startedAt) / 1_000, ...more });
  }
}

function transcriptLine({ role, message }: Record<string, unknown>): string[] {
  return role === "bot" || role === "user" ? [`${role === "bot" ? "AI" : "User"}: ${String(message)}`] : [];
}

const REASONS = {
  agent: "assistant-ended-call",
  caller: "customer-ended-call",
  operator: "manually-canceled",
  limit: "exceeded-max-duration",
} as const satisfies Record<Ending["hungUpBy"], string>;
