import * as z from "zod";
import { ok, type Result } from "../../../domain/result.ts";
import type { AgentLook } from "../../../domain/voice/agent/drift.ts";
import type { AgentPlan } from "../../../domain/voice/agent/plan.ts";
import type { GatedFailure } from "../../gate.ts";
import { readAnswer } from "../../read-answer.ts";
import type { AgentOrder, AgentVendor, Ask, VendorIds } from "./port.ts";

/** How Vapi's server proves itself to us: a bearer token as header, or a credential that Vapi keeps. */
export type VapiServerAuth = { headers: Record<string, string> } | { credentialId: string };
/** `auth`: asked for when an assistant is told, for then it may have to be made. */
export type VapiAgentOptions = { auth: () => Done<VapiServerAuth>; templateId: string | null };

const SERVER_MESSAGES = [
  "status-update",
  "conversation-update",
  "tool-calls",
  "transfer-destination-request",
  "end-of-call-report",
  "hang",
];
/** A number and the hash key, or a pause: the way out of a misheard number. */
const KEYPAD = { enabled: true, timeoutSeconds: 5, delimiters: "#" };
const BACKOFF = { type: "exponential", maxRetries: 3, baseDelaySeconds: 1 };
const FUNCTION_TIMEOUT_SECONDS = 20;
/** What belongs to the one that was copied. */
const NOT_COPIED = ["id", "orgId", "createdAt", "updatedAt", "isServerUrlSecretSet"];
const SILENCE_RANGE = { min: 10, max: 3_600 };

const made = z.looseObject({ id: z.string().min(1).max(100), updatedAt: z.string().max(40).optional() });
const tool = z.looseObject({ function: z.looseObject({ name: z.string().optional() }).optional() });
const facts = z.looseObject({
  firstMessage: z.string().nullish(),
  model: z
    .looseObject({
      messages: z.array(z.looseObject({ role: z.string(), content: z.string().optional() })).nullish(),
      tools: z.array(tool).nullish(),
    })
    .nullish(),
  server: z.looseObject({ url: z.string().optional() }).nullish(),
  maxDurationSeconds: z.number().nullish(),
  silenceTimeoutSeconds: z.number().nullish(),
});

type Done<T> = Promise<Result<T, GatedFailure>>;
type Fields = Record<string, unknown>;

/** Agents at Vapi: one assistant, changed in one request. It knows no versions, so ours are the only ones. */
export function vapiAgents(ask: Ask, options: VapiAgentOptions): AgentVendor {
  return {
    publish: (order) => (order.ids.agentId === null ? create(ask, options, order) : change(ask, options, order)),
    look: ({ agentId }) => look(ask, agentId ?? ""),
  };
}

async function create(ask: Ask, options: VapiAgentOptions, order: AgentOrder): Done<VendorIds> {
  const template = await copyOf(ask, options.templateId);
  if (!template.ok) return template;
  const auth = await options.auth();
  if (!auth.ok) return auth;
  const json = { ...template.value, ...assistantOf(order, auth.value, template.value) };
  const answer = await readAnswer(made, ask({ method: "POST", path: "/assistant", json }));
  if (!answer.ok) return answer;
  const ids = toIds(answer.value);
  await order.keep(ids);
  return ok(ids);
}

async function change(ask: Ask, options: VapiAgentOptions, order: AgentOrder): Done<VendorIds> {
  const path = `/assistant/${order.ids.agentId}`;
  const current = await readAnswer(z.looseObject({}), ask({ method: "GET", path }));
  if (!current.ok) return current;
  const auth = await options.auth();
  if (!auth.ok) return auth;
  const json = assistantOf(order, auth.value, current.value);
  const answer = await readAnswer(made, ask({ method: "PATCH", path, json }));
  return answer.ok ? ok(toIds(answer.value)) : answer;
}

/** There is no clone: whoever wants one reads an assistant and posts it again without its ids. */
async function copyOf(ask: Ask, templateId: string | null): Done<Fields> {
  if (templateId === null) return ok({});
  const found = await readAnswer(z.looseObject({}), ask({ method: "GET", path: `/assistant/${templateId}` }));
  if (!found.ok) return found;
  return ok(Object.fromEntries(Object.entries(found.value).filter(([name]) => !NOT_COPIED.includes(name))));
}

/** `base` is what stands there: model and voice are kept where somebody has chosen them. */
function assistantOf({ plan, webhookUrl, voiceId }: AgentOrder, auth: VapiServerAuth, base: Fields): Fields {
  const server = { url: webhookUrl, timeoutSeconds: FUNCTION_TIMEOUT_SECONDS, backoffPlan: BACKOFF, ...auth };
  const chosen = z.looseObject({ provider: z.string(), model: z.string() }).safeParse(base["model"]);
  const [first = "en", ...others] = plan.languages;
  return {
    name: plan.name,
    firstMessageMode: "assistant-speaks-first",
    firstMessage: plan.greeting,
    model: {
      ...(chosen.success ? chosen.data : { provider: "openai", model: "gpt-4.1" }),
      messages: [{ role: "system", content: plan.prompt }],
      tools: [...plan.tools.map((each) => ({ type: "function", function: each })), ...transferToolOf(plan)],
    },
    ...(voiceId === null ? {} : { voice: { provider: "11labs", voiceId } }),
    ...(base["transcriber"] === undefined
      ? { transcriber: { provider: "deepgram", model: "nova-3", language: others.length > 0 ? "multi" : first } }
      : {}),
    server,
    serverMessages: SERVER_MESSAGES,
    keypadInputPlan: KEYPAD,
    maxDurationSeconds: plan.maxCallSeconds,
    silenceTimeoutSeconds: silenceOf(plan.silenceEndSeconds),
  };
}

/** Without destinations, Vapi asks us for one each time. */
function transferToolOf({ tools }: AgentPlan) {
  return tools.some(({ name }) => name === "transfer_to_human") ? [{ type: "transferCall", destinations: [] }] : [];
}

function silenceOf(seconds: number): number {
  return Math.min(Math.max(seconds, SILENCE_RANGE.min), SILENCE_RANGE.max);
}

async function look(ask: Ask, agentId: string): Done<AgentLook> {
  const found = await readAnswer(facts, ask({ method: "GET", path: `/assistant/${agentId}` }));
  if (!found.ok) return found;
  const { firstMessage, model, server, maxDurationSeconds, silenceTimeoutSeconds } = found.value;
  return ok({
    greeting: firstMessage ?? "",
    prompt: model?.messages?.find(({ role }) => role === "system")?.content ?? "",
    tools: (model?.tools ?? []).flatMap((each) => each.function?.name ?? []).toSorted(),
    webhookUrl: server?.url ?? "",
    maxCallSeconds: maxDurationSeconds ?? 0,
    silenceEndSeconds: silenceTimeoutSeconds ?? 0,
  });
}

function toIds({ id, updatedAt }: z.infer<typeof made>): VendorIds {
  return { engineId: null, agentId: id, version: updatedAt ?? null };
}
