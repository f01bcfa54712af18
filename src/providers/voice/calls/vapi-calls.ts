import * as z from "zod";
import { ok } from "../../../domain/result.ts";
import { utf8 } from "../../../domain/utf8.ts";
import { readAnswer } from "../../read-answer.ts";
import type { Ask } from "../agents/port.ts";
import { readVapi } from "../vapi.ts";
import { type CallVendor, type ListedCalls, MAX_LISTED, type ToldCall } from "./port.ts";

const placed = z.looseObject({ id: z.string().min(1).max(100) });
const call = z.looseObject({ id: z.string(), status: z.string().nullish(), endedReason: z.string().nullish() });
const listed = z.array(call).max(1_000);

const joinUrl = z.url().max(2_000).nullish().catch(null);
/** The API describes the one in `transport`; Vapi's web client reads either. Source: @vapi-ai/web 2.7.1. */
const webCall = placed.extend({
  webCallUrl: joinUrl,
  transport: z.looseObject({ callUrl: joinUrl }).nullish().catch(null),
});

/** Where a call that goes on is steered. Source: docs.vapi.ai/calls/call-features. */
const steered = z.looseObject({ monitor: z.looseObject({ controlUrl: z.url().max(2_000) }) });

export function vapiCalls(ask: Ask): CallVendor {
  return {
    async openWebCall({ agentId, metadata }) {
      const json = { assistantId: agentId, assistantOverrides: { metadata } };
      const answer = await readAnswer(webCall, ask({ method: "POST", path: "/call", json }));
      if (!answer.ok) return answer;
      const { id, webCallUrl, transport } = answer.value;
      return ok({ providerCallId: id, accessToken: null, url: webCallUrl ?? transport?.callUrl ?? null });
    },
    async tell(providerCallId, words) {
      const path = `/call/${encodeURIComponent(providerCallId)}`;
      const call = await readAnswer(steered, ask({ method: "GET", path }));
      if (!call.ok) return call;
      const message = { role: "system", content: words };
      const json = { type: "add-message", message, triggerResponseEnabled: true };
      return ask({ method: "POST", path: call.value.monitor.controlUrl, json });
    },
    async place({ to, voiceNumberId, agentId, opening, voicemail, variables, metadata }) {
      const begins = opening === null ? {} : { firstMessage: opening };
      const json = {
        assistantId: agentId,
        phoneNumberId: voiceNumberId,
        customer: { number: to },
        assistantOverrides: { variableValues: variables, metadata, ...begins, ...machineOf(voicemail) },
      };
      const answer = await readAnswer(placed, ask({ method: "POST", path: "/call", json }));
      return answer.ok ? ok({ providerCallId: answer.value.id }) : answer;
    },
    async list(from, to) {
      const query = new URLSearchParams({
        createdAtGe: new Date(from).toISOString(),
        createdAtLt: new Date(to).toISOString(),
        limit: String(MAX_LISTED),
      });
      const page = await readAnswer(listed, ask({ method: "GET", path: `/call?${query.toString()}` }));
      if (!page.ok) return page;
      const found: ListedCalls = { calls: [], refused: 0, isCut: page.value.length >= MAX_LISTED };
      for (const each of page.value) await keep(found, each);
      return ok(found);
    },
  };
}

/** Without a message, Vapi hangs up on a machine. */
function machineOf(voicemail: string | null) {
  return { voicemailDetection: { provider: "vapi" }, ...(voicemail === null ? {} : { voicemailMessage: voicemail }) };
}

/** A call that goes on tells of itself. */
async function keep(found: ListedCalls, each: z.infer<typeof call>): Promise<void> {
  if (each.status !== "ended") return;
  const told = await toldByVapi(each);
  if (told) found.calls.push(told);
  else found.refused += 1;
}

/** One that ended is read as its report. Null: it cannot be read. */
export async function toldByVapi(record: unknown): Promise<ToldCall | null> {
  const parsed = call.safeParse(record);
  if (!parsed.success) return null;
  const { artifact, analysis, endedReason, startedAt, endedAt, cost } = parsed.data as Record<string, unknown>;
  const report = {
    type: "end-of-call-report",
    call: parsed.data,
    artifact: artifact ?? {},
    analysis: analysis ?? {},
    endedReason: endedReason ?? "unknown",
    ...(startedAt ? { startedAt } : {}),
    ...(endedAt ? { endedAt } : {}),
    ...(cost == null ? {} : { cost }),
  };
  const read = await readVapi(utf8(JSON.stringify({ message: report })));
  if (!read.ok || read.value.kind !== "event") return null;
  return { event: read.value.event, dedupeKey: read.value.dedupeKey };
}
