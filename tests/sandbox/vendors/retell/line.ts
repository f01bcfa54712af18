import * as z from "zod";
import { Courier, describe, isAccepted, parseJson } from "../../calls/courier.ts";
import type { Speaker } from "../../calls/events.ts";
import type { CallOrder, Ending, Invocation, PhoneLine, Ringing } from "../../calls/line.ts";
import type { Demo } from "../../demo.ts";
import { noSuchWebCall } from "../../problem.ts";
import type { Bench } from "../../vendor.ts";
import { agentOf, registerPhoneCall } from "./call-builder.ts";
import { ensureDemoAgent } from "./demo-agent.ts";
import { askInbound, type InboundReply } from "./inbound.ts";
import { LiveCall } from "./live-call.ts";
import { engineOf } from "./routes/agents.ts";
import { SIGNATURE_HEADER, sign } from "./signature.ts";
import type { Version } from "./versions.ts";
import { type CallEntry, type NumberAgent, newId, type Workspace } from "./workspace.ts";

const WEBHOOK_TIMEOUT_MS = 10_000;
const FUNCTION_TIMEOUT_MS = 120_000;
const ATTEMPTS = 4; // the first and up to three retries
const ANALYSIS_MS = 800;
const DEFAULT_EVENTS = ["call_started", "call_ended", "call_analyzed"];

const tools = z
  .array(z.looseObject({ name: z.string(), url: z.string().optional(), timeout_ms: z.number().optional() }))
  .catch([]);

/** Opens a line to the demo business's number. */
export async function openLine(
  bench: Bench,
  order: CallOrder,
  workspaceOf: (apiKey: string) => Workspace,
): Promise<PhoneLine> {
  const demo = await bench.demo();
  const workspace = workspaceOf(demo.retell.apiKey);
  ensureDemoAgent(workspace, demo, order.workerUrl ?? demo.baseUrl.replace(/\/+$/, ""));
  return new RetellLine(bench, order, demo, workspace);
}

/** The demo business's browser joins the web call that it has opened. */
export async function joinWebCall(
  bench: Bench,
  order: CallOrder,
  workspaceOf: (apiKey: string) => Workspace,
  callId: string,
): Promise<PhoneLine> {
  const demo = await bench.demo();
  const workspace = workspaceOf(demo.retell.apiKey);
  const entry = workspace.calls.get(callId);
  if (entry?.call.call_type !== "web_call" || entry.call.call_status !== "registered") throw noSuchWebCall();
  return new RetellLine(bench, order, demo, workspace, entry);
}

/** One call as Retell carries it: the inbound question, webhooks, custom functions, the stored call. */
class RetellLine implements PhoneLine {
  readonly callId: string;
  readonly to: string;
  readonly stopped: AbortSignal;
  readonly #bench: Bench;
  readonly #order: CallOrder;
  readonly #demo: Demo;
  readonly #workspace: Workspace;
  readonly #courier: Courier;
  readonly #stop = new AbortController();
  #entry: CallEntry | undefined;
  #live: LiveCall | undefined;

  /** `webCall`: joined by a browser; otherwise the business's number is rung. */
  constructor(bench: Bench, order: CallOrder, demo: Demo, workspace: Workspace, webCall?: CallEntry) {
    const { pace, random, deliver: mischief, emit } = order;
    this.#bench = bench;
    this.#order = order;
    this.#demo = demo;
    this.#workspace = workspace;
    const proof = (raw: string, at: number) => ({ [SIGNATURE_HEADER]: sign(raw, demo.retell.apiKey, at) });
    this.#courier = new Courier({ bench, sign: proof, attempts: ATTEMPTS, pace, random, mischief, emit });
    this.#entry = webCall;
    this.callId = webCall?.call.call_id ?? newId("call");
    this.to = webCall?.call.agent_name ?? demo.retell.phoneNumber;
    this.stopped = this.#stop.signal;
  }

  async ring(): Promise<Ringing> {
    const entry = this.#entry ?? (await this.#answered());
    if (!entry) return { accepted: false, variables: {} };
    const { call } = entry;
    const variables = { ...call.retell_llm_dynamic_variables, language: this.#order.language };
    call.retell_llm_dynamic_variables = variables;
    this.#live = new LiveCall(call, this.#bench.now);
    this.#entry = entry;
    entry.stop = () => this.#stop.abort();
    entry.tell = (context) => this.#told(context);
    return { accepted: true, variables };
  }

  #told(context: string): void {
    this.#record.injected(context);
    this.#order.emit({ type: "note", text: `the agent is told: ${context}` });
  }

  /** Null: the business does not take the call. */
  async #answered(): Promise<CallEntry | null> {
    const bound = agentOf(this.#workspace, this.to, "inbound");
    const reply = await this.#askInbound(bound.agent_id);
    if (reply.reject) return null;
    const { metadata, dynamic_variables } = reply;
    const variables = dynamic_variables ?? undefined;
    const draft = { callId: this.callId, ...this.#agentFor(reply, bound), metadata, variables };
    const sides = { direction: "inbound", from: this.#order.caller.phone, to: this.to } as const;
    registerPhoneCall(this.#workspace, draft, sides);
    return this.#workspace.call(this.callId);
  }

  start(): void {
    this.#record.start();
    void this.#webhook("call_started");
  }

  speech(speaker: Speaker, text: string, seconds: number): void {
    this.#record.speech(speaker, text, seconds);
    const { transcript_with_tool_calls } = this.#record.call;
    void this.#webhook("transcript_updated", { transcript_with_tool_calls });
  }

  keys(typed: string): void {
    this.#record.keys(typed);
  }

  async invoke(name: string, args: Record<string, unknown>): Promise<Invocation> {
    const toolCallId = this.#record.invocation(name, args);
    const { url, timeoutMs } = this.#toolFor(name);
    const parcel = { url, timeoutMs, body: { name, call: this.#record.call, args } };
    const { delivery, text } = await this.#courier.invoke(name, parcel);
    this.#record.result(toolCallId, text || describe(delivery), isAccepted(delivery));
    return { ...delivery, body: parseJson(text) };
  }

  async end(ending: Ending): Promise<string[]> {
    const filesUrl = `${this.#demo.sandboxUrl ?? "http://localhost:8788"}/retell`;
    this.#record.end(ending.hungUpBy, filesUrl);
    delete this.#entry?.stop;
    delete this.#entry?.tell;
    const ended = this.#webhook("call_ended");
    await Promise.race([ended, this.#bench.sleep(ANALYSIS_MS)]); // the analysis waits for nobody, but takes its time
    await this.#bench.sleep(ANALYSIS_MS * this.#order.pace);
    this.#record.analyse(ending);
    void this.#webhook("call_analyzed");
    return this.#courier.settle();
  }

  #askInbound(agentId: string): Promise<InboundReply> {
    const url = this.#workspace.number(this.to).inbound_webhook_url;
    if (!url) return Promise.resolve({});
    const { callId, to } = this;
    return askInbound(this.#bench, this.#order, this.#courier, { url, callId, agentId, to });
  }

  get #record(): LiveCall {
    if (!this.#live) throw new Error("The call has not been answered yet.");
    return this.#live;
  }

  get #agent(): Version {
    const { agent_id, agent_version } = this.#record.call;
    return this.#workspace.agents.get(agent_id, agent_version);
  }

  #webhook(event: string, beside: Record<string, unknown> = {}): Promise<unknown> {
    const { webhook_url: url, webhook_events, webhook_timeout_ms } = this.#agent;
    const wanted = Array.isArray(webhook_events) ? webhook_events : DEFAULT_EVENTS;
    if (typeof url !== "string" || !wanted.includes(event)) return Promise.resolve();
    const timeoutMs = Number(webhook_timeout_ms ?? WEBHOOK_TIMEOUT_MS);
    return this.#courier.webhook(event, { url, timeoutMs, body: { event, call: this.#record.call, ...beside } });
  }

  /** Where the engine was told to find this function. */
  #toolFor(name: string): { url: string; timeoutMs: number } {
    const engine = engineOf(this.#agent);
    const llm =
      engine?.type === "retell-llm" ? this.#workspace.llms.get(engine.llm_id, engine.version ?? "latest") : null;
    const tool = tools.parse(llm?.general_tools).find((one) => one.name === name);
    const url = tool?.url ?? `${this.#workspace.demoUrl}/functions`;
    return { url, timeoutMs: tool?.timeout_ms ?? FUNCTION_TIMEOUT_MS };
  }

  #agentFor({ override_agent_id: wanted, override_agent_version: version }: InboundReply, bound: NumberAgent) {
    if (wanted && this.#workspace.agents.has(wanted)) return { agentId: wanted, agentVersion: version ?? undefined };
    const agentVersion = version ?? bound.agent_version;
    if (!wanted) return { agentId: bound.agent_id, agentVersion };
    this.#order.emit({ type: "note", text: `Retell knows no agent ${wanted}; the number's own agent takes the call` });
    return { agentId: bound.agent_id, agentVersion: bound.agent_version };
  }
}
