import { Courier } from "../../calls/courier.ts";
import type { Speaker } from "../../calls/events.ts";
import type { CallOrder, Ending, Invocation, PhoneLine, Ringing } from "../../calls/line.ts";
import type { Demo } from "../../demo.ts";
import { noSuchWebCall } from "../../problem.ts";
import type { Bench } from "../../vendor.ts";
import { requestAssistant } from "./assistant-request.ts";
import { ensureDemoAssistant } from "./demo-assistant.ts";
import { LiveCall } from "./live-call.ts";
import { proofOf } from "./signature.ts";
import { readResult, shapeToolCall } from "./tool-call.ts";
import type { Assistant, PhoneNumber, Server, VapiCall, Workspace } from "./workspace.ts";

const TIMEOUT_SECONDS = 20;
const ANALYSIS_MS = 800;
/** What is sent when the assistant does not say: conversations and transcripts are among them, partial ones not. */
const DEFAULT_MESSAGES = ["conversation-update", "end-of-call-report", "hang", "status-update", "tool-calls"];

/** Opens a line to the demo business's number. */
export async function openLine(
  bench: Bench,
  order: CallOrder,
  workspaceOf: (apiKey: string) => Workspace,
): Promise<PhoneLine> {
  const demo = await bench.demo();
  const workspace = workspaceOf(demo.vapi.apiKey);
  const number = ensureDemoAssistant(workspace, demo, order.workerUrl ?? demo.baseUrl.replace(/\/+$/, ""));
  const sides = { phoneNumberId: number.id, customer: { number: order.caller.phone } };
  const fields = { type: "inboundPhoneCall", status: "ringing", phoneCallProvider: "twilio", ...sides };
  return new VapiLine(bench, order, demo, { workspace, number, call: workspace.create(workspace.calls, fields) });
}

/** The demo business's browser joins the web call that it has opened. */
export async function joinWebCall(
  bench: Bench,
  order: CallOrder,
  workspaceOf: (apiKey: string) => Workspace,
  callId: string,
): Promise<PhoneLine> {
  const demo = await bench.demo();
  const workspace = workspaceOf(demo.vapi.apiKey);
  const call = workspace.calls.get(callId);
  if (call?.type !== "webCall" || call.status !== "queued") throw noSuchWebCall();
  return new VapiLine(bench, order, demo, { workspace, number: null, call });
}

type At = {
  workspace: Workspace;
  /** Null: a browser joins, and no number is rung. */
  number: PhoneNumber | null;
  call: VapiCall;
};

/** One call as Vapi carries it: the assistant-request, server messages, tool calls, the stored call. */
class VapiLine implements PhoneLine {
  readonly callId: string;
  readonly to: string;
  readonly stopped: AbortSignal;
  readonly #bench: Bench;
  readonly #order: CallOrder;
  readonly #demo: Demo;
  readonly #workspace: Workspace;
  readonly #number: PhoneNumber | null;
  readonly #courier: Courier;
  readonly #live: LiveCall;
  readonly #stop = new AbortController();
  #assistant: Assistant | undefined;
  #turn = 0;

  constructor(bench: Bench, order: CallOrder, demo: Demo, at: At) {
    const { pace, random, deliver: mischief, emit } = order;
    const attempts = 1 + (at.number?.server?.backoffPlan?.maxRetries ?? 0); // none unless it is asked for
    const proof = (raw: string, ms: number) => proofOf(at.workspace, this.#server, raw, ms);
    this.#bench = bench;
    this.#order = order;
    this.#demo = demo;
    this.#workspace = at.workspace;
    this.#number = at.number;
    this.#courier = new Courier({ bench, sign: proof, attempts, pace, random, mischief, emit });
    this.callId = at.call.id;
    this.to = at.number ? demo.vapi.phoneNumber : "the browser";
    this.stopped = this.#stop.signal;
    this.#live = new LiveCall(at.call, bench.now);
  }

  async ring(): Promise<Ringing> {
    const { assistantId, assistantOverrides } = this.#live.call;
    // A web call was opened for an assistant; a number asks the business which one shall speak.
    const reply = this.#number
      ? await requestAssistant(this.#courier, this.#order, this.#url, this.#about())
      : { assistantId, assistantOverrides };
    const taken = reply && this.#takenBy(reply);
    if (!taken) return this.#hangUp(reply);
    this.#assistant = taken.assistant;
    const variables = { ...taken.variables, language: this.#order.language };
    const { assistant, metadata } = taken;
    Object.assign(this.#live.call, {
      monitor: { controlUrl: `${this.#filesUrl}/call/${this.callId}/control` },
      assistantId: assistant.id,
      assistantOverrides: { variableValues: variables, ...(metadata ? { metadata } : {}) },
    });
    this.#workspace.stops.set(this.callId, () => this.#stop.abort());
    this.#workspace.tells.set(this.callId, (content) => this.#told(content));
    return { accepted: true, variables };
  }

  #told(content: string): void {
    this.#live.added(content);
    this.#order.emit({ type: "note", text: `the agent is told: ${content}` });
  }

  start(): void {
    this.#live.start();
    void this.#tell("status-update", { status: "in-progress" });
  }

  speech(speaker: Speaker, text: string, seconds: number): void {
    this.#live.speech(speaker, text, seconds);
    const { messages } = this.#live;
    void this.#tell("conversation-update", { messages, messagesOpenAIFormatted: [], artifact: { messages } });
  }

  /** Vapi hands what was typed to the model as the caller's words. */
  keys(typed: string): void {
    this.speech("caller", typed, 0);
  }

  async invoke(name: string, args: Record<string, unknown>): Promise<Invocation> {
    const id = this.#live.toolCall(name, args);
    const toolCallList = [shapeToolCall(this.#turn++, id, name, args)];
    const message = { type: "tool-calls", toolCallList, toolWithToolCallList: [], ...this.#about() };
    const parcel = { url: this.#url, timeoutMs: this.#timeoutMs, body: { message } };
    const { seen, invocation } = readResult(await this.#courier.invoke(name, parcel), id);
    this.#live.result(id, name, seen);
    return invocation;
  }

  async end(ending: Ending): Promise<string[]> {
    this.#live.end(ending.hungUpBy);
    this.#workspace.stops.delete(this.callId);
    this.#workspace.tells.delete(this.callId);
    const ended = this.#tellEnd();
    await Promise.race([ended, this.#bench.sleep(ANALYSIS_MS)]); // the analysis waits for nobody, but takes its time
    await this.#bench.sleep(ANALYSIS_MS * this.#order.pace);
    this.#live.analyse(ending, this.#filesUrl);
    const { endedReason, startedAt, endedAt, cost, costs, analysis, artifact } = this.#live.call;
    void this.#tell("end-of-call-report", { endedReason, startedAt, endedAt, cost, costs, analysis, artifact });
    return this.#courier.settle();
  }

  /** The business did not take the call, or could not be asked. */
  async #hangUp(reply: object | null): Promise<Ringing> {
    this.#live.call.status = "ended";
    this.#live.call["endedReason"] = reply ? "assistant-request-returned-error" : "assistant-request-failed";
    await this.#tellEnd();
    return { accepted: false, variables: {} };
  }

  #takenBy(reply: Record<string, unknown>) {
    const id = reply["assistantId"];
    if (typeof id !== "string") return null;
    const assistant = this.#workspace.assistants.get(id);
    if (!assistant) this.#order.emit({ type: "note", text: `Vapi knows no assistant ${id}` });
    const overrides = reply["assistantOverrides"] as
      | { variableValues?: Record<string, string>; metadata?: object }
      | undefined;
    return assistant ? { assistant, variables: overrides?.variableValues, metadata: overrides?.metadata } : null;
  }

  /** What every message carries. Frozen by the courier as it leaves. */
  #about(): Record<string, unknown> {
    const about = { timestamp: this.#bench.now(), call: this.#live.call };
    if (!this.#number) return about;
    const { id, number, provider } = this.#number;
    return { ...about, phoneNumber: { id, number, provider }, customer: { number: this.#order.caller.phone } };
  }

  #tell(type: string, more: Record<string, unknown>): Promise<unknown> {
    const wanted = this.#assistant?.serverMessages ?? DEFAULT_MESSAGES;
    if (!wanted.includes(type)) return Promise.resolve();
    const event = type === "status-update" ? `${type} ${String(more["status"])}` : type;
    const body = { message: { type, ...this.#about(), ...more } };
    return this.#courier.webhook(event, { url: this.#url, timeoutMs: this.#timeoutMs, body });
  }

  #tellEnd(): Promise<unknown> {
    const { endedReason } = this.#live.call;
    return this.#tell("status-update", { status: "ended", endedReason });
  }

  get #filesUrl(): string {
    return `${this.#demo.sandboxUrl ?? "http://localhost:8788"}/vapi`;
  }

  /** An assistant's server comes before its number's. */
  get #server(): Server {
    return (this.#assistant?.server?.url ? this.#assistant.server : this.#number?.server) ?? {};
  }

  get #url(): string {
    const { url } = this.#server;
    if (!url) throw new Error("Neither the assistant nor a number has a server.");
    return url;
  }

  get #timeoutMs(): number {
    return (this.#server.timeoutSeconds ?? TIMEOUT_SECONDS) * 1_000;
  }
}
