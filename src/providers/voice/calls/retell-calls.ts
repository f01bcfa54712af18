import * as z from "zod";
import { ok } from "../../../domain/result.ts";
import { utf8 } from "../../../domain/utf8.ts";
import { readAnswer } from "../../read-answer.ts";
import type { Ask } from "../agents/port.ts";
import { readRetellEvent, retellDedupeKey } from "../retell.ts";
import { type CallVendor, type ListedCalls, MAX_LISTED, type ToldCall } from "./port.ts";

const placed = z.looseObject({ call_id: z.string().min(1).max(100) });
const listed = z.looseObject({
  items: z.array(z.looseObject({ call_id: z.string().min(1).max(100) })).max(1_000),
  has_more: z.boolean().nullish(),
});

const webCall = placed.extend({ access_token: z.string().min(1).max(5_000) });

export function retellCalls(ask: Ask): CallVendor {
  return {
    async openWebCall({ agentId, metadata }) {
      const json = { agent_id: agentId, metadata };
      const answer = await readAnswer(webCall, ask({ method: "POST", path: "/v3/create-web-call", json }));
      if (!answer.ok) return answer;
      return ok({ providerCallId: answer.value.call_id, accessToken: answer.value.access_token, url: null });
    },
    tell(providerCallId, words) {
      const json = { call_control: { additional_context: words, trigger_response: true } };
      return ask({ method: "PATCH", path: `/v2/update-live-call/${encodeURIComponent(providerCallId)}`, json });
    },
    async place({ to, from, agentId, opening, voicemail, variables, metadata }) {
      const json = {
        from_number: from,
        to_number: to,
        override_agent_id: agentId,
        agent_override: {
          agent: { voicemail_option: { action: voicemailAction(voicemail) } },
          ...(opening === null ? {} : { retell_llm: { begin_message: opening } }),
        },
        retell_llm_dynamic_variables: variables,
        metadata,
      };
      const answer = await readAnswer(placed, ask({ method: "POST", path: "/v2/create-phone-call", json }));
      return answer.ok ? ok({ providerCallId: answer.value.call_id }) : answer;
    },
    async list(from, to) {
      const json = {
        filter_criteria: { start_timestamp: { type: "range", op: "bt", value: [from, to] } },
        limit: MAX_LISTED,
        sort_order: "descending",
      };
      const page = await readAnswer(listed, ask({ method: "POST", path: "/v3/list-calls", json }));
      if (!page.ok) return page;
      const found: ListedCalls = { calls: [], refused: 0, isCut: page.value.has_more === true };
      // The list has no transcripts: each call is asked for by itself.
      for (const { call_id } of page.value.items) {
        const call = await ask({ method: "GET", path: `/v2/get-call/${encodeURIComponent(call_id)}` });
        if (!call.ok) return call;
        await keep(found, call.value);
      }
      return ok(found);
    },
  };
}

function voicemailAction(text: string | null) {
  return text === null ? { type: "hangup" } : { type: "static_text", text };
}

async function keep(found: ListedCalls, call: unknown): Promise<void> {
  const told = await toldByRetell(call);
  if (told) found.calls.push(told);
  else found.refused += 1;
}

/** What the last event of the call would have told. Null: it cannot be read. */
export async function toldByRetell(call: unknown): Promise<ToldCall | null> {
  const body = utf8(JSON.stringify({ event: "call_analyzed", call }));
  const read = readRetellEvent(body);
  return read.ok && read.value ? { event: read.value, dedupeKey: await retellDedupeKey(read.value, body) } : null;
}
